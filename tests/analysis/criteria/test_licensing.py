from dataclasses import replace

import pytest
from identify.vendor.licenses import LICENSES

from reprosurvey.analysis.criteria.licensing import judge

CODE = {"train.py": "print('training')\n" * 20}


@pytest.mark.parametrize("name", ["LICENSE", "LICENCE.md", "COPYING", "license.txt", "MIT-LICENSE.txt", "UNLICENSE"])
def test_a_licence_file_at_the_root_counts(repository, name):
    verdict = judge(repository({**CODE, name: "MIT License\n\nPermission is hereby granted"}))
    assert verdict.outcome == "yes"
    assert verdict.evidence[0].place == name
    assert verdict.evidence[0].quote == "MIT: MIT License"
    assert verdict.evidence[0].link == f"https://github.com/lab/paper/blob/{'c' * 40}/{name}#L1"


def test_a_licence_file_counts_although_its_text_was_not_kept(repository):
    assert judge(repository({**CODE, "LICENSE": None})).outcome == "yes"


@pytest.mark.parametrize(
    "readme",
    [
        "# Net\n\n## License\nThis code is under the MIT license.",
        "# Net\n\n## Licence\nApache 2.0",
        "# Net\nReleased under the terms of the GNU General Public License v3.",
        "# Net\nThis software is free to use for non-commercial research purposes only.",
        "[![License: BSD](https://img.shields.io/badge/License-BSD-blue.svg)](x)",
        "# Net\n## License\nThe code and the weights are not available for any commercial use.",
        "# Net\nYou can freely use and modify the code, so long as you reference the manuscript.",
        "# Net\n## License\nThis code is for non-commercial research use only.",
        "# Net\nLicensed for non-commercial research use only.",
        "# Net\nThe provided implementation is strictly for academic purposes only.",
        "# Net\n## License\nNet is under a Creative Commons License. It uses cues taken from others.",
    ],
)
def test_a_statement_in_the_readme_counts(repository, readme):
    assert judge(repository({**CODE, "README.md": readme})).outcome == "yes"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("setup.py", "setup(\n    name='net',\n    license='MIT',\n)"),
        ("pyproject.toml", '[project]\nname = "net"\nlicense = "Apache-2.0"\n'),
        ("setup.cfg", "[metadata]\nlicense = BSD-3-Clause\n"),
        ("DESCRIPTION", "Package: net\nLicense: GPL-3\n"),
    ],
)
def test_a_licence_in_the_metadata_counts(repository, path, text):
    assert judge(repository({**CODE, path: text})).outcome == "yes"


@pytest.mark.parametrize(
    "files",
    [
        {"third_party/nets/LICENSE": "MIT License"},
        {"nnunet/LICENSE": "Apache License"},
        {"losses/lovasz.py": "# Copyright (c) Somebody, MIT License\n"},
        {"README.md": "# Net\nPlease cite us if you use this code."},
        {"README.md": "# Net\nThe dataset is distributed under CC BY 4.0 and provided for research use only."},
        {"README.md": "# Net\nThe loss was adapted from a repository under the MIT License."},
        {"README.md": "# Net\n\n## License\n"},
        {"README.md": "# Net\n## License\nThis project is for research purposes."},
        {"setup.py": "setup(name='net', license='')"},
        {"README.md": "# Net\nYou can use the code in this folder to train your own network."},
        {"README.md": "# Net\nWiki texts are licensed under the Creative Commons Attribution License (CC BY-SA)."},
        {"README.md": "# Net\nThe loss was adapted from another project. It is under the MIT License."},
        {"README.md": "# Net\nThe example recordings are distributed under CC BY 4.0."},
        {"license_plates.py": "MIT = 1\n"},
        {"LICENSE": ""},
    ],
)
def test_what_does_not_license_the_own_code_is_no(repository, files):
    verdict = judge(repository({**CODE, **files}))
    assert verdict.outcome == "no"
    assert "LICENSE" in verdict.evidence[0].place


def test_a_placeholder_has_the_licence_that_it_has(repository):
    assert judge(repository({})).evidence[0].quote == "no files"
    placeholder = {"README.md": "# Net", ".gitignore": "*.pyc"}
    verdict = judge(repository(placeholder))
    assert verdict.outcome == "no"
    assert "placeholder" in verdict.evidence[0].quote
    assert judge(repository({**placeholder, "LICENSE": "MIT License"})).outcome == "yes"


MIT = dict(LICENSES)["MIT"].replace("[year] [fullname]", "2023 Ada Ashgrove")
CREATIVE_COMMONS = dict(LICENSES)["CC-BY-4.0"].replace("Attribution 4.0", "Attribution-NonCommercial-NoDerivatives 4.0")


@pytest.mark.parametrize(
    ("files", "quote"),
    [
        ({"LICENSE": MIT}, "MIT: MIT License"),
        ({"LICENSE": MIT.partition("\n")[2].lstrip()}, "MIT: Copyright (c) 2023 Ada Ashgrove"),
        ({"LICENSE": MIT.replace("Software", "Code")}, "MIT: MIT License"),
        ({"COPYING": dict(LICENSES)["GPL-3.0"]}, "GPL-3.0-only: GNU GENERAL PUBLIC LICENSE"),
        ({"LICENSE": "All rights are ours."}, "All rights are ours."),
        ({"LICENSES/Apache-2.0.txt": dict(LICENSES)["Apache-2.0"]}, "Apache-2.0: Apache License"),
        ({"setup.py": "setup(\n    license='MIT',\n)"}, "MIT: license='MIT',"),
        ({"README.md": "# Net\n## License\nCC BY-NC-SA 4.0"}, "CC-BY-NC-SA-4.0: CC BY-NC-SA 4.0"),
        ({"LICENSE": CREATIVE_COMMONS}, "CC-BY-NC-ND-4.0: Attribution-NonCommercial-NoDerivatives 4.0 International"),
        ({"LICENSE": dict(LICENSES)["CC-BY-SA-4.0"]}, "CC-BY-SA-4.0: Attribution-ShareAlike 4.0 International"),
        (
            {"README.md": "# Net\n## License\nCreative Commons Attribution-ShareAlike 3.0 Unported"},
            "CC-BY-SA-3.0: Creative Commons Attribution-ShareAlike 3.0 Unported",
        ),
        (
            {"README.md": "# Net\nUnder the Apache License, Version 2.0."},
            "Apache-2.0: Under the Apache License, Version 2.0.",
        ),
    ],
)
def test_evidence_names_the_licence_by_its_identifier(repository, files, quote):
    assert judge(repository({**CODE, **files})).evidence[0].quote == quote


@pytest.mark.parametrize("text", ["a" * 5_000_000, "GNU " * 15_000, " " * 1_000_000 + "x", "Copyright " * 100_000])
def test_any_text_in_a_licence_file_is_bounded(repository, text):
    assert judge(repository({**CODE, "LICENSE": text})).outcome == "yes"


def test_a_permission_counts_and_a_publisher_s_agreement_does_not(repository):
    code = {"train.py": "import torch\n"}
    granted = {"README.md": "# Net\nPermission is granted to use and modify the code.\n"}
    assert judge(repository(code | granted)).outcome == "yes"
    assert judge(repository(code | {"pmlr-license-agreement.pdf": 90_000})).outcome == "no"


@pytest.mark.parametrize("text", ["TODO", "To do: choose a licence before publication.\n", "\n", "None.\n"])
def test_a_note_that_there_will_be_a_licence_is_none(repository, text):
    assert judge(repository({**CODE, "LICENSE": text})).outcome == "no"


def test_a_link_is_no_licence(repository):
    snapshot = repository({**CODE, "LICENSE": "/etc/passwd"})
    files = snapshot.files | {"LICENSE": replace(snapshot.files["LICENSE"], mode="120000")}
    assert judge(replace(snapshot, files=files)).outcome == "no"


def test_terms_may_begin_with_any_word(repository):
    assert (
        judge(repository({**CODE, "LICENSE": "None of this may be sold; all of it may be copied.\n"})).outcome == "yes"
    )


MIT_START = "MIT License\n\nCopyright (c) 2024 Ada Quill\n\nPermission is hereby granted, free of charge, to any person"
LGPL = dict(LICENSES)["LGPL-3.0"]
CC0 = dict(LICENSES)["CC0-1.0"]


@pytest.mark.parametrize(
    ("files", "identifier"),
    [
        ({"codemeta.json": '{"license": "https://spdx.org/licenses/Apache-2.0"}'}, "Apache-2.0"),
        ({"codemeta.json": '{"license": {"@type": "CreativeWork", "name": "MIT", "url": "https://x.org/m"}}'}, "MIT"),
        ({"codemeta.json": '{"license": ["https://spdx.org/licenses/BSD-3-Clause.html"]}'}, "BSD-3-Clause"),
        ({".zenodo.json": '{"license": {"id": "gpl-3.0"}}'}, "GPL-3.0-only"),
        ({"CITATION.cff": "cff-version: 1.2.0\nlicense: MIT\n"}, "MIT"),
        ({"CITATION.cff": "license:\n  - MIT\n  - Apache-2.0\n"}, "Apache-2.0 OR MIT"),
        ({"CITATION.cff": 'license: [Apache-2.0, "MIT"]  # either\n'}, "Apache-2.0 OR MIT"),
        ({"setup.py": "setup(name='net', version='1', license='MIT', packages=['net'])"}, "MIT"),
        ({"setup.py": "setup(classifiers=['License :: OSI Approved :: MIT License'])"}, "MIT"),
        ({"package.json": '{"name": "net", "license": "BSD-2-Clause"}'}, "BSD-2-Clause"),
        ({"package.json": '{"licenses": [{"type": "MIT"}]}'}, "MIT"),
        ({"pyproject.toml": '[project]\nlicense = {text = "GPL-3.0-or-later"}\n'}, "GPL-3.0-or-later"),
        ({"pyproject.toml": '[tool.poetry]\nlicense = "MIT"\n'}, "MIT"),
        ({"Cargo.toml": '[package]\nlicense = "MIT/Apache-2.0"\n'}, "Apache-2.0 OR MIT"),
        ({"DESCRIPTION": "Package: net\nLicense: MIT + file LICENSE\n"}, "MIT"),
        ({"DESCRIPTION": "Package: net\nLicense: GPL (>= 2)\n"}, "GPL-2.0-or-later"),
        ({"DESCRIPTION": "Package: net\nLicense: GPL-2 | GPL-3\n"}, "GPL-2.0-only OR GPL-3.0-only"),
        ({"DESCRIPTION": "Package: net\nLicense: BSD_3_clause + file LICENSE\n"}, "BSD-3-Clause"),
        ({"README.md": "---\nlicense: apache-2.0\ntags:\n- audio\n---\n# Net\n"}, "Apache-2.0"),
        ({"README.md": "---\ntags:\n- audio\nlicense:\n- mit\n---\n# Net\n"}, "MIT"),
        ({"README.md": "# Net\n## License\nCode: MIT. Data: CC BY 4.0."}, "MIT"),
        ({"README.md": "# Net\nThe data set is released under CC BY 4.0 and the code under the MIT license."}, "MIT"),
        ({"README.md": "# Net\nThe code is Apache-2.0 licensed, while images are under CC BY-NC 4.0."}, "Apache-2.0"),
        ({"README.md": "# Net\nCode and data are released under the MIT license."}, "MIT"),
        ({"README.md": "# Net\nAll code is licensed under GPL-3.0 and all annotations under CC BY."}, "GPL-3.0-only"),
        ({"README.md": "# Netz\n## Lizenz\nMIT"}, "MIT"),
        ({"README.md": "# Netz\nDer Code steht unter der MIT-Lizenz."}, "MIT"),
        ({"README.md": "# Red\n## Licencia\nEste proyecto está bajo la licencia Apache 2.0."}, "Apache-2.0"),
        ({"README.md": "# Réseau\nCe code est distribué sous licence CeCILL-B."}, "CECILL-B"),
        ({"README.md": "# Net\n本项目采用MIT许可证。"}, "MIT"),
        ({"README.md": "# Net\n## ライセンス\nMITです。"}, "MIT"),
        ({"LICENSE-MIT": MIT, "LICENSE-APACHE": dict(LICENSES)["Apache-2.0"]}, "Apache-2.0 OR MIT"),
        ({"COPYING": dict(LICENSES)["GPL-3.0"], "COPYING.LESSER": LGPL}, "LGPL-3.0-only"),
        ({"LICENSE": MIT, "LICENSE-DATA": dict(LICENSES)["CC-BY-4.0"]}, "MIT"),
        ({"LICENSE-CODE": MIT, "LICENSE-DATA": dict(LICENSES)["CC-BY-4.0"]}, "MIT"),
        ({"LICENSE": f"Creative Commons Legal Code\n\n{CC0}"}, "CC0-1.0"),
        ({"LICENSE": "Creative Commons Legal Code\n\nCC0 1.0 Universal\n\nStatement of Purpose"}, "CC0-1.0"),
        ({"LICENSE": "GNU LESSER GENERAL PUBLIC LICENSE\n\n   Version 3, 29 June 2007\n"}, "LGPL-3.0-only"),
        ({"LICENSES/MIT.txt": MIT, "LICENSES/CC-BY-4.0.txt": "Creative Commons Attribution 4.0 International"}, "MIT"),
        ({"Licenses/MIT.txt": MIT_START}, "MIT"),
        ({"LICENSE/LICENSE.txt": MIT_START}, "MIT"),
        ({"train.py": "# SPDX-License-Identifier: MIT\nprint(1)\n"}, "MIT"),
        ({"train.py.license": "SPDX-License-Identifier: BSD-3-Clause\n"}, "BSD-3-Clause"),
        ({"fit.R": "# SPDX-License-Identifier: GPL-3.0-or-later\n", "train.py": ""}, "GPL-3.0-or-later"),
        ({"train.py": "", "a/LICENSE": MIT, "a/train.py": "1", "b/LICENSE": MIT, "b/train.py": "1"}, "MIT"),
        ({"train.py": "", "code/LICENSE": MIT, "code/train.py": "print(1)"}, "MIT"),
    ],
)
def test_a_licence_is_found_wherever_it_is_stated_and_has_one_name(repository, files, identifier):
    files = {path: text for path, text in {**CODE, **files}.items() if text}
    verdict = judge(repository(files))
    assert (verdict.outcome, verdict.evidence[0].quote.partition(": ")[0]) == ("yes", identifier)


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "# Net\n## License\nFree for personal or research use; for commercial use please contact me."},
        {"README.md": "# Net\n## License\nFor academic use only."},
        {"README.md": "# Net\n## 许可证\n仅供学术研究使用，禁止商用。"},
        {"README.md": "# Net\n## Copyright and license\n(c) The authors. All rights reserved."},
        {"README.md": "---\nlicense: other\nlicense_name: lab-licence\n---\n# Net\n"},
        {"LICENSE": "Copyright 2020 The Lab. All rights reserved."},
        {"README.md": "# Net\nAll codes are subject to copyright and may only be used for non-commercial research."},
        {"README.md": "# Net\nThe software can be used only for academic work; please cite us."},
    ],
)
def test_terms_without_a_name_count(repository, files):
    assert judge(repository({**CODE, **files})).outcome == "yes"


@pytest.mark.parametrize(
    "files",
    [
        {"LICENSE-DATA": "The data in data/ are released under CC-BY-4.0. The code is not licensed yet.\n"},
        {"LICENSE-DATA.md": "# Data license\n\nThe images are available under CC BY-NC 4.0.\n"},
        {"DATA_LICENSE.txt": "Creative Commons Attribution 4.0 International"},
        {"LICENSE": "TODO: choose a license"},
        {"LICENSE.md": "Add your license here."},
        {"LICENSE": "[Choose a license]"},
        {"THIRD_PARTY_LICENSES.md": "timm is under Apache 2.0"},
        {"README.md": "# Net\n## License\nMIT / Apache-2.0 / GPL-3.0 (choose one)"},
        {"README.md": "# Net\n## License\nChoose a license, e.g. MIT."},
        {"README.md": "# Net\n## License\nTBD"},
        {"README.md": "# Net\n## License\nIf you use this code, you must cite our paper."},
        {"README.md": "# Net\n## License of the data\nThe corpus is released under CC BY, and the images under CC0."},
        {"README.md": "---\nlicense: unknown\n---\n# Net\n"},
        {"README.md": "---\ntags: [audio]\n---\n# Net\n"},
        {"setup.py": "setup(name='net', license='TODO')"},
        {"setup.py": "setup(name='net', license='LICENSE')"},
        {"DESCRIPTION": "License: `use_mit_license()`, `use_gpl3_license()` or friends to pick a license\n"},
        {"DESCRIPTION": "Package: net\nLicense: What license is it under?\n"},
        {"CITATION.cff": "title: Net\nreferences:\n  - title: Other\n    license: MIT\n"},
        {"pyproject.toml": '[project]\nlicense = {file = "LICENSE"}\n'},
        {"cookiecutter.json": '{"license": ["MIT", "BSD-3-Clause", "Apache-2.0"]}'},
        {"setup.py": "setup(license='{{ cookiecutter.license }}')"},
        {"codemeta.json": "{broken"},
        {"codemeta.json": '{"license": {"@type": "CreativeWork"}}'},
        {"utils.py": "# SPDX-License-Identifier: MIT\n"},
        {"licenses/timm.txt": "Apache License"},
        {"a/LICENSE": "MIT License\n\nCopyright (c) 2020 Ada Quill\n", "a/net.py": "1"},
        {
            "a/LICENSE": "MIT License\n\nCopyright (c) 2020 Ada Quill\n",
            "b/LICENSE": "MIT License\n\nCopyright (c) 2017 Bo Reed\n",
            **{f"{folder}/{number}.py": "1" for folder in "ab" for number in range(9)},
        },
    ],
)
def test_placeholders_and_terms_of_something_else_are_no(repository, files):
    assert judge(repository({**CODE, **files})).outcome == "no"


TEXTS = dict(LICENSES)
STUB = "YEAR: 2020\nCOPYRIGHT HOLDER: Ada Quill\n"
REUSE = 'version = 1\n[[annotations]]\npath = "**"\nSPDX-License-Identifier = "MIT"\n'


@pytest.mark.parametrize(
    ("files", "identifier"),
    [
        ({"DESCRIPTION": "Package: l\nLicense: MIT + file LICENSE\n", "LICENSE": STUB}, "MIT"),
        ({"LICENSE": STUB, "LICENSE.md": MIT}, "MIT"),
        ({"LICENSE.APACHE2": TEXTS["Apache-2.0"], "LICENSE.MIT": MIT}, "Apache-2.0 OR MIT"),
        ({"LICENSES/Apache-2.0.txt": TEXTS["Apache-2.0"], "LICENSES/MIT.txt": MIT, "REUSE.toml": REUSE}, "MIT"),
        ({"CITATION.cff": "license-url: https://opensource.org/licenses/MIT\n"}, "MIT"),
        ({"package.json": '{"license": "SEE LICENSE IN LICENSE.md"}', "LICENSE.md": TEXTS["ISC"]}, "ISC"),
        ({"setup.cfg": "[metadata]\nclassifiers =\n    License :: OSI Approved :: MIT License\n"}, "MIT"),
        ({"README.md": "# Net\n## Licenza\nQuesto codice è rilasciato sotto licenza MIT."}, "MIT"),
        ({"README.md": "# Net\nEste código está licenciado sob a licença MIT."}, "MIT"),
        ({"README.md": "# Net\nКод распространяется под лицензией MIT."}, "MIT"),
        ({"README.md": "# Net\n이 코드는 MIT 라이선스를 따릅니다."}, "MIT"),
        ({"README.md": "# Net\nKod jest dostępny na licencji MIT."}, "MIT"),
        ({"README.md": "# Net\n本代码遵循MIT协议，数据集遵循CC BY 4.0协议。"}, "MIT"),
        ({"README.md": "# Net\nLe code est sous licence MIT et les données sous licence CC BY 4.0."}, "MIT"),
        ({"README.md": "# Net\nEl código está bajo licencia MIT y los datos bajo CC BY 4.0."}, "MIT"),
        ({"README.md": "# Net\n## License\n- **Data**: CC BY 4.0\n- **Code**: MIT License\n"}, "MIT"),
        ({"README.md": "# Net\n## License\n| Part | License |\n|---|---|\n| Data | CC BY |\n| Code | MIT |\n"}, "MIT"),
        ({"README.md": "# Net\nThe source code (MIT license) and the corpus (CC BY-SA 4.0) are here."}, "MIT"),
        ({"README.md": "# Net\n## Data license\nImages: CC BY 4.0. The code is under the MIT license."}, "MIT"),
    ],
)
def test_the_licence_of_the_code_is_told_from_others_and_stubs(repository, files, identifier):
    verdict = judge(repository({**CODE, **files}))
    assert (verdict.outcome, verdict.evidence[0].quote.partition(": ")[0]) == ("yes", identifier)


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "# Net\nDie Daten stehen unter der Lizenz CC BY 4.0."},
        {"README.md": "# Net\n数据集采用 CC BY-NC 4.0 许可。"},
        {"README.md": "# Net\n## Data license\nCC BY 4.0"},
        {"README.md": "# Net\n## Third-party licenses\n- timm: Apache 2.0\n- detr: MIT\n"},
        {"README.md": "# Net\n## License\nPick one: MIT, Apache-2.0, GPL-3.0"},
        {"README.md": "# Net\n## License\nChoose one of the following licenses:\n- MIT\n- Apache 2.0\n"},
        {"README.md": "# Net\n## License\n- [ ] MIT\n- [ ] GPL\n"},
        {"README.md": "# Net\n## License\nThe license will be added upon publication."},
        {"README.md": "# Net\n## License\nSee the LICENSE file."},
        {"LICENSE": "[Insert license text here]"},
        {"LICENSE.txt": "License: TBD"},
        {"package.json": '{"license": "UNLICENSED"}'},
        {"data/LICENSE": TEXTS["CC-BY-4.0"], "data/x.csv": "1"},
    ],
)
def test_others_licences_and_those_to_be_chosen_are_no(repository, files):
    assert judge(repository({**CODE, **files})).outcome == "no"


APACHE = TEXTS["Apache-2.0"]


def test_the_licence_of_most_own_projects_in_a_folder_counts(repository):
    own = {f"code/{name}/{number}.java": "1" for name in ("corpus", "experiments") for number in range(9)}
    files = {
        "README.md": "# Arguments\n",
        **own,
        "code/corpus/LICENSE.txt": APACHE,
        "code/experiments/LICENSE": APACHE.replace("[yyyy]", "{yyyy}"),
        "code/parser-gpl/LICENSE.txt": TEXTS["GPL-3.0"],
        "code/parser-gpl/Parser.java": "1",
    }
    assert judge(repository(files)).outcome == "yes"
    assert judge(repository(files | {f"main/{number}.py": "1" for number in range(9)})).outcome == "no"
    assert judge(repository({path: text for path, text in files.items() if "corpus/L" not in path})).outcome == "no"
    copies = {path.replace("code/", "exp1/"): text for path, text in files.items()}
    assert judge(repository(copies)).outcome == "no"
