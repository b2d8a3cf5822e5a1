package com.pocketocr.hosttest

import com.pocketocr.Block
import com.pocketocr.Character
import com.pocketocr.Line
import com.pocketocr.Page
import com.pocketocr.Quad
import com.pocketocr.Word

/** As the reference's Page.as_dict, with the texts of page and blocks. */
internal fun Page.toJson(): String =
    members(
        "width" to "$width",
        "height" to "$height",
        "rotation" to "$rotation",
        "text" to text.quoted(),
        "blocks" to list(blocks) { it.toJson() },
    )

private fun Block.toJson() =
    members(
        "text" to text.quoted(),
        "quad" to quad.toJson(),
        "lines" to list(lines) { it.toJson() },
    )

private fun Line.toJson() =
    members(
        "text" to text.quoted(),
        "quad" to quad.toJson(),
        "confidence" to "$confidence",
        "light_on_dark" to "$lightOnDark",
        "words" to list(words) { it.toJson() },
    )

private fun Word.toJson() =
    members(
        "text" to text.quoted(),
        "quad" to quad.toJson(),
        "confidence" to "$confidence",
        "chars" to list(characters) { it.toJson() },
    )

private fun Character.toJson() =
    members("text" to text.quoted(), "quad" to quad.toJson(), "confidence" to "$confidence")

private fun Quad.toJson() = toIntArray().joinToString(",", "[", "]")

private fun members(vararg values: Pair<String, String>) =
    values.joinToString(",", "{", "}") { (name, value) -> "\"$name\":$value" }

private fun <T> list(
    items: List<T>,
    json: (T) -> String,
) = items.joinToString(",", "[", "]", transform = json)

/** Of the characters that JSON escapes, a page's text has these alone. */
private fun String.quoted() =
    "\"" + replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\""
