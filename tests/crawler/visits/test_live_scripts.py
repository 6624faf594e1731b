import zipfile
from io import BytesIO

from reprosurvey.crawler.visits.texts import decoded

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def archive(name: str, content: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr(name, content)
    return file.getvalue()


def paragraph(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t><![CDATA[{text}]]></w:t></w:r></w:p>'


def test_the_code_of_a_live_script_is_its_text_and_its_prose_comments():
    body = paragraph("text", "Train the net") + paragraph("code", "net = trainNetwork(x, y);\nplot(x)")
    document = f'<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>'
    assert decoded(archive("matlab/document.xml", document)) == "% Train the net\nnet = trainNetwork(x, y);\nplot(x)"


def test_other_archives_and_broken_ones_have_no_text():
    assert decoded(archive("data.txt", "x")) is None
    assert decoded(archive("matlab/document.xml", "<not xml")) is None
    assert decoded(b"PK\3\4" + bytes(100)) is None


def test_a_damaged_archive_is_read_or_has_no_text():
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        file = BytesIO()
        with zipfile.ZipFile(file, "w", method) as written:
            written.writestr("matlab/document.xml", f'<w:document xmlns:w="{WORDS}"/>')
        whole = file.getvalue()
        for place, byte in enumerate(whole):
            for other in (byte ^ 1, byte ^ 0x80, 0xFF):
                text = decoded(whole[:place] + bytes([other]) + whole[place + 1 :])
                assert text is None or isinstance(text, str)
