"""Files and folders are written whole or stay as they were."""

import pytest

from contract.files import replacing_folder, write_whole


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "new" / "a.txt"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in path.parent.iterdir()] == ["a.txt"]


def test_a_folder_takes_the_place_of_the_old_one(tmp_path):
    target = tmp_path / "deep" / "data"
    for content in ("one", "two"):
        with replacing_folder(target) as folder:
            assert not list(folder.iterdir())
            (folder / content).write_text(content)
        assert [p.name for p in target.iterdir()] == [content]
    assert [p.name for p in target.parent.iterdir()] == ["data"]


def test_after_an_error_the_old_folder_is_there(tmp_path):
    target = tmp_path / "data"
    with replacing_folder(target) as folder:
        (folder / "a").write_text("old")

    def break_off() -> None:
        with replacing_folder(target) as folder:
            (folder / "b").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert [p.name for p in target.iterdir()] == ["a"]
    assert [p.name for p in tmp_path.iterdir()] == ["data"]
