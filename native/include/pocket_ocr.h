/* Pocket OCR's device core: everything of reading a page but the network, which the caller runs.
 *
 *     manifest ─▶ engine ─▶ page ─┬─▶ next: tiles ─▶ (your LiteRT or Core ML) ─▶ give: logits ─┐
 *                                 │◀──────────────────── until next has no tiles ─────────────┘
 *                                 └─▶ result: text, blocks, lines, words, characters; JSON
 *
 * Errors. A function that can fail returns a status and fills the caller's `pocket_ocr_error`,
 *   which may be NULL. Its outputs are set only if it returns POCKET_OCR_OK; a handle's is NULL
 *   otherwise. No exception leaves the library, and running out of memory is POCKET_OCR_MEMORY.
 *   A handle must not be NULL where a function has no status to say so; `close` ignores NULL.
 * Threads. There is no global state. Manifests and engines do not change once open, but for
 *   `pocket_ocr_engine_lexicon`: any number of threads may use one. A page belongs to one thread
 *   at a time, except that `cancel` and `progress` may be called from any. Whoever closes a handle
 *   sees to it that nobody uses it.
 * Memory. What a function hands out belongs to the handle that it was asked of, until that is
 *   closed or where it says so sooner. Handles may be closed in any order: a page keeps what it
 *   needs of its engine.
 * Units. Pixels of the page as it was given, whole numbers; confidences in per mille; angles in
 *   degrees clockwise. All texts are UTF-8 and end with a zero byte.
 */
#ifndef POCKET_OCR_H
#define POCKET_OCR_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define POCKET_OCR_API __attribute__((visibility("default")))
#else
#define POCKET_OCR_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef enum pocket_ocr_status {
    POCKET_OCR_OK = 0,
    POCKET_OCR_ARGUMENT = 1,  /* a NULL, an unknown format or rotation, a stride too small, … */
    POCKET_OCR_ORDER = 2,     /* not now: tiles are still out, or none are, or it is not read yet */
    POCKET_OCR_MANIFEST = 3,  /* not a manifest, of another major version, or contradicting itself */
    POCKET_OCR_CHARSET = 4,   /* not the charset that the manifest describes */
    POCKET_OCR_IMAGE = 5,     /* an image without pixels, or with more than the contract allows */
    POCKET_OCR_LOGITS = 6,    /* of another size than asked for, or not finite */
    POCKET_OCR_CANCELLED = 7, /* `pocket_ocr_page_cancel` was called */
    POCKET_OCR_MEMORY = 8,    /* there is not enough memory */
    POCKET_OCR_INTERNAL = 9,  /* a defect of this library: please report its message */
    POCKET_OCR_LEXICON = 10   /* not a lexicon, of another version, or damaged */
} pocket_ocr_status;

/* What went wrong, in one English sentence for developers and logs. */
typedef struct pocket_ocr_error {
    pocket_ocr_status status;
    char message[252];
} pocket_ocr_error;

/* The message as a pointer, for languages to which an array within a struct is awkward. */
POCKET_OCR_API const char *pocket_ocr_error_message(const pocket_ocr_error *error);

/* Version of this library, such as "0.2.0". */
POCKET_OCR_API const char *pocket_ocr_version(void);


/* ---- Manifest: what a bundle holds ------------------------------------------------------- */

typedef struct pocket_ocr_manifest pocket_ocr_manifest;

/* A model of the bundle. Input: grey tiles, uint8 [1, tile_height, tile_width]. Output: logits,
 * float32 [1, steps, classes], before any softmax. */
typedef struct pocket_ocr_model {
    const char *file;      /* plain name of a file, or of an .mlpackage, beside the manifest */
    const char *sha256;    /* of the file, in hex */
    int64_t bytes;         /* its size */
    const char *precision; /* "fp32", "dynamic-int8", … */
    const char *input;     /* name of the model's input */
    const char *output;    /* and of its output */
    int32_t tile_width;    /* pixels */
    int32_t tile_height;   /* pixels */
    int32_t steps;
    int32_t classes;
} pocket_ocr_model;

/* Read a bundle's manifest.json, `size` bytes of UTF-8. The bytes are not needed afterwards.
 * Fails with MANIFEST, MEMORY. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_manifest_open(const void *json, size_t size,
                                                          pocket_ocr_manifest **manifest,
                                                          pocket_ocr_error *error);
POCKET_OCR_API void pocket_ocr_manifest_close(pocket_ocr_manifest *manifest);

/* Name and version of the bundle, and the charset's file beside the manifest with its SHA-256. */
POCKET_OCR_API const char *pocket_ocr_manifest_name(const pocket_ocr_manifest *manifest);
POCKET_OCR_API const char *pocket_ocr_manifest_version(const pocket_ocr_manifest *manifest);
POCKET_OCR_API const char *pocket_ocr_manifest_charset_file(const pocket_ocr_manifest *manifest);
POCKET_OCR_API const char *pocket_ocr_manifest_charset_sha256(const pocket_ocr_manifest *manifest);

/* The lexicon's file beside the manifest and its SHA-256; both NULL if the bundle has none. */
POCKET_OCR_API const char *pocket_ocr_manifest_lexicon_file(const pocket_ocr_manifest *manifest);
POCKET_OCR_API const char *pocket_ocr_manifest_lexicon_sha256(const pocket_ocr_manifest *manifest);

/* The models, and the number of the one to take unless you know better. */
POCKET_OCR_API size_t pocket_ocr_manifest_models(const pocket_ocr_manifest *manifest);
POCKET_OCR_API size_t pocket_ocr_manifest_default_model(const pocket_ocr_manifest *manifest);

/* Model `index`. Fails with ARGUMENT. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_manifest_model(const pocket_ocr_manifest *manifest,
                                                           size_t index, pocket_ocr_model *model,
                                                           pocket_ocr_error *error);


/* ---- Engine: a model of a bundle and its charset ------------------------------------------ */

typedef struct pocket_ocr_engine pocket_ocr_engine;

/* Prepare to read with model `index` and the charset, the `size` bytes of its file. Neither the
 * manifest nor the bytes are needed afterwards. Hashes are the caller's to check; this compares
 * the number of characters with the model's classes. Fails with ARGUMENT, CHARSET, MEMORY. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_engine_open(const pocket_ocr_manifest *manifest,
                                                        size_t index, const void *charset,
                                                        size_t size, pocket_ocr_engine **engine,
                                                        pocket_ocr_error *error);
POCKET_OCR_API void pocket_ocr_engine_close(pocket_ocr_engine *engine);

/* Correct doubtful words by the bundle's lexicon, the `size` bytes of its file, which are not
 * needed afterwards. Without it, words are left as the net reads them. Call it after `open`, before
 * another thread uses the engine: pages that have begun are read without it. Once more, it takes
 * the place of the one before. Fails with ARGUMENT, LEXICON, MEMORY; the engine is then as it was.
 */
POCKET_OCR_API pocket_ocr_status pocket_ocr_engine_lexicon(pocket_ocr_engine *engine,
                                                           const void *lexicon, size_t size,
                                                           pocket_ocr_error *error);

/* What the caller needs in order to run the net and to prepare images. */
typedef struct pocket_ocr_facts {
    int32_t tile_width;  /* pixels */
    int32_t tile_height; /* pixels */
    int32_t steps;       /* time steps of a tile's logits */
    int32_t classes;     /* classes of a step */
    int32_t blank;       /* CTC's blank among them */
    int32_t batch;       /* `pocket_ocr_page_next` gives at most so many tiles */
    int64_t max_pixels;  /* a page may have so many */
} pocket_ocr_facts;

POCKET_OCR_API pocket_ocr_facts pocket_ocr_engine_facts(const pocket_ocr_engine *engine);

/* Text of one tile on its own: the best path through its logits, `values` = steps x classes
 * floats. Writes at most `capacity` bytes, the zero included, and gives the text's whole size
 * without it in `size`: where that is not below `capacity`, the text was cut short. For checking a
 * runtime against golden vectors; pages need it not. Fails with ARGUMENT, LOGITS, MEMORY. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_engine_decode(const pocket_ocr_engine *engine,
                                                          const float *logits, size_t values,
                                                          char *text, size_t capacity,
                                                          size_t *size, pocket_ocr_error *error);


/* ---- Page ---------------------------------------------------------------------------------- */

/* Order of a pixel's bytes in memory, first byte first. Alpha is straight, not premultiplied:
 * transparent pixels show white paper. */
typedef enum pocket_ocr_format {
    POCKET_OCR_GRAY8 = 1,
    POCKET_OCR_RGB888 = 2,
    POCKET_OCR_BGR888 = 3,
    POCKET_OCR_RGBA8888 = 4,
    POCKET_OCR_BGRA8888 = 5,
    POCKET_OCR_ARGB_INT = 6 /* 0xAARRGGBB in a native uint32_t: Android's Bitmap.getPixels() */
} pocket_ocr_format;

/* Pixels of a page, rows from the top. */
typedef struct pocket_ocr_image {
    const void *pixels;
    size_t size;   /* bytes at `pixels`: at least (height - 1) x stride + one row's */
    size_t stride; /* bytes from the start of a row to that of the next, padding included */
    int32_t width;
    int32_t height;
    int32_t format; /* a pocket_ocr_format */
} pocket_ocr_image;

enum { POCKET_OCR_ROTATION_AUTO = -1 };

typedef struct pocket_ocr_page pocket_ocr_page;

/* Begin to read a page. `rotation`: by how much to turn it clockwise so that its text stands
 * upright, 0, 90, 180 or 270, or POCKET_OCR_ROTATION_AUTO to find out. Makes a grey copy, one byte
 * a pixel, and returns; the image is not needed afterwards. Fails with ARGUMENT, IMAGE, MEMORY. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_page_begin(const pocket_ocr_engine *engine,
                                                       const pocket_ocr_image *image,
                                                       int32_t rotation, pocket_ocr_page **page,
                                                       pocket_ocr_error *error);
POCKET_OCR_API void pocket_ocr_page_close(pocket_ocr_page *page);

/* The next `count` tiles to run the net on, uint8 [count, tile_height, tile_width] without gaps,
 * valid until the page's next call. None, `count` 0: the page is read. The calls that look for
 * text take long: call this off the main thread. Fails with ORDER (give first), CANCELLED, MEMORY,
 * INTERNAL; after any but ORDER the page can only be closed. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_page_next(pocket_ocr_page *page, const uint8_t **tiles,
                                                      size_t *count, pocket_ocr_error *error);

/* Give back the net's logits for the tiles of the last `next`, float32 [count, steps, classes],
 * `values` floats in all. Fails as `next` does, and with LOGITS: the same tiles may then be
 * answered once more. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_page_give(pocket_ocr_page *page, const float *logits,
                                                      size_t values, pocket_ocr_error *error);

/* How far the page is, 0 to 1000; never falls. From any thread. */
POCKET_OCR_API int32_t pocket_ocr_page_progress(const pocket_ocr_page *page);

/* Stop: what runs returns CANCELLED soon, and so does every later `next` and `give`. Nothing else
 * happens; close the page as always. A page that is already read stays so. From any thread. */
POCKET_OCR_API void pocket_ocr_page_cancel(pocket_ocr_page *page);


/* ---- Result -------------------------------------------------------------------------------- */

/* x and y of top left, top right, bottom right, bottom left as the text is read. */
typedef struct pocket_ocr_quad {
    int32_t x0, y0, x1, y1, x2, y2, x3, y3;
} pocket_ocr_quad;

typedef struct pocket_ocr_char {
    const char *text;
    pocket_ocr_quad quad;
    int32_t confidence;
} pocket_ocr_char;

/* Characters without a space between them: chars[first_char] and on, `char_count` of them. */
typedef struct pocket_ocr_word {
    const char *text;
    pocket_ocr_quad quad;
    int32_t confidence; /* calibrated: of the words with 900, about nine in ten are right */
    size_t first_char, char_count;
} pocket_ocr_word;

/* Words that stand side by side; in the text one space stands between them. */
typedef struct pocket_ocr_line {
    const char *text;
    pocket_ocr_quad quad;
    int32_t confidence;
    int32_t light_on_dark; /* 1 or 0 */
    size_t first_word, word_count;
} pocket_ocr_line;

/* Lines one below the other; in the text a newline stands between them. */
typedef struct pocket_ocr_block {
    const char *text;
    pocket_ocr_quad quad;
    size_t first_line, line_count;
} pocket_ocr_block;

/* All that was read, in reading order. In the text an empty line stands between blocks. */
typedef struct pocket_ocr_result {
    int32_t width, height; /* of the page as it was given */
    int32_t rotation;      /* by how much to turn it clockwise so that its text stands upright */
    const char *text;
    size_t text_size; /* bytes, without the zero */
    const pocket_ocr_block *blocks;
    size_t block_count;
    const pocket_ocr_line *lines;
    size_t line_count;
    const pocket_ocr_word *words;
    size_t word_count;
    const pocket_ocr_char *chars;
    size_t char_count;
} pocket_ocr_result;

/* What was read. Fails with ORDER before `next` had no more tiles, and with MEMORY. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_page_result(pocket_ocr_page *page,
                                                        pocket_ocr_result *result,
                                                        pocket_ocr_error *error);

/* The same as JSON, `size` bytes of UTF-8 without the zero, byte for byte the same on all devices.
 * Fails as `pocket_ocr_page_result` does. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_page_json(pocket_ocr_page *page, const char **json,
                                                      size_t *size, pocket_ocr_error *error);


/* ---- Tools --------------------------------------------------------------------------------- */

/* The grey pixels that `pocket_ocr_page_begin` would look at, `capacity` = width x height bytes,
 * rows without gaps. Luma is (9798 R + 19235 G + 3735 B + 2^14) >> 15. Fails with ARGUMENT, IMAGE.
 */
POCKET_OCR_API pocket_ocr_status pocket_ocr_grey(const pocket_ocr_image *image, uint8_t *grey,
                                                 size_t capacity, pocket_ocr_error *error);

#ifdef __cplusplus
}
#endif
#endif
