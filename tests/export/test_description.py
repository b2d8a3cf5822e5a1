"""What models say of themselves, whatever their format."""

from contract.numbers import STEP, TILE_WIDTHS
from export.description import MODES, of_input, of_output
from export.targets import TARGETS, target


def test_every_mode_of_every_target_is_described():
    assert {name: tuple(modes) for name, modes in MODES.items()} == {
        name: target(name).precisions for name in TARGETS
    }


def test_input_and_output_are_described_by_their_sizes():
    width = TILE_WIDTHS[0]
    assert f"{width} x 32 grey pixels, dark text on white (255)" in of_input(width)
    said = of_output(width, "class k line k")
    assert said.startswith(f"Logits [1, {width // STEP}, 173]: a row for every {STEP} pixels;")
    assert "class 0 is CTC's blank, class k line k." in said
