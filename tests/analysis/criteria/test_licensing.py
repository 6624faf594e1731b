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
        ({"COPYING": dict(LICENSES)["GPL-3.0"]}, "GPL-3.0: GNU GENERAL PUBLIC LICENSE"),
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
