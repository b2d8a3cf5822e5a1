/* Parity on a device: the corpus through a runtime and an SDK, and the report of what was read.
 *
 *     bundle, corpus ─▶ parity ─┬─▶ next: tiles ─▶ (LiteRT or Core ML on the device) ─▶ give ─┐
 *                               │◀──────────────── until next has no tiles ──────────────────┘
 *                               ├─▶ page: pixels ─▶ (the SDK's own reader) ─▶ read, word …
 *                               └─▶ report: JSON for `python -m parity --runner report --from FILE`
 *
 * For tests on emulators, simulators and phones; no app needs it. It knows the corpus, the golden
 * vectors and the report's form, so that tests in Kotlin and Swift repeat none of it.
 *
 * Errors, memory and texts are as in pocket_ocr.h.
 * Threads. A handle belongs to one thread at a time; there is no global state.
 */
#ifndef POCKET_OCR_PARITY_H
#define POCKET_OCR_PARITY_H

#include "pocket_ocr.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pocket_ocr_parity pocket_ocr_parity;

/* Open a bundle's folder (manifest, charset and golden vectors are read; the model is the
 * runtime's, which need not lie there) and the corpus' (the repository's parity/data: texts.tsv,
 * tiles/sheet.png, pages/). `precision` picks the model, "fp16" for instance; NULL is the bundle's
 * default. All of the corpus is read here, about 30 MB. Fails with ARGUMENT (no such folder, file
 * or precision), MANIFEST (golden vectors too), CHARSET, IMAGE (the corpus is damaged or has tiles
 * of another size than the model's), MEMORY. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_parity_open(const char *bundle, const char *precision,
                                                        const char *corpus,
                                                        pocket_ocr_parity **parity,
                                                        pocket_ocr_error *error);
POCKET_OCR_API void pocket_ocr_parity_close(pocket_ocr_parity *parity);

/* The model that is to be run, and what the caller needs in order to run it: `batch` is the most
 * tiles that `next` gives. Model fails with ARGUMENT. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_parity_model(const pocket_ocr_parity *parity,
                                                         pocket_ocr_model *model,
                                                         pocket_ocr_error *error);
POCKET_OCR_API pocket_ocr_facts pocket_ocr_parity_facts(const pocket_ocr_parity *parity);


/* ---- Tiles through the net ------------------------------------------------------------------ */

/* The next `count` tiles, uint8 [count, tile_height, tile_width] without gaps, valid until close:
 * first the golden vectors, then the corpus. None, `count` 0: all are answered. The time from here
 * to `give` is the net's: ms_per_tile of the report is its mean over the corpus, so do nothing but
 * run the net in between. Fails with ARGUMENT, ORDER (give first). */
POCKET_OCR_API pocket_ocr_status pocket_ocr_parity_next(pocket_ocr_parity *parity,
                                                        const uint8_t **tiles, size_t *count,
                                                        pocket_ocr_error *error);

/* Give back their logits, float32 [count, steps, classes], `values` floats in all. Fails with
 * ARGUMENT, ORDER (no tiles are out), LOGITS (the same tiles may be answered once more), MEMORY. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_parity_give(pocket_ocr_parity *parity,
                                                        const float *logits, size_t values,
                                                        pocket_ocr_error *error);


/* ---- Pages through the SDK ------------------------------------------------------------------ */

/* How many pages the corpus has. */
POCKET_OCR_API size_t pocket_ocr_parity_pages(const pocket_ocr_parity *parity);

/* A page of the corpus; valid until close. */
typedef struct pocket_ocr_parity_page_image {
    const char *name;       /* "receipt-camera" */
    const char *file;       /* path of its PNG, for SDKs that are to decode it themselves */
    pocket_ocr_image image; /* its pixels: GRAY8, rows without gaps */
} pocket_ocr_parity_page_image;

/* Page `index`. Fails with ARGUMENT. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_parity_page(const pocket_ocr_parity *parity,
                                                        size_t index,
                                                        pocket_ocr_parity_page_image *page,
                                                        pocket_ocr_error *error);

/* What the SDK's reader gave for page `index`: `pocket_ocr_result`'s width, height and rotation;
 * then, one after the other in reading order, its words. A second `read` of a page forgets the
 * words of the first. Fail with ARGUMENT, ORDER (a word before its page), MEMORY. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_parity_read(pocket_ocr_parity *parity, size_t index,
                                                        int32_t width, int32_t height,
                                                        int32_t rotation,
                                                        pocket_ocr_error *error);
POCKET_OCR_API pocket_ocr_status pocket_ocr_parity_word(pocket_ocr_parity *parity, size_t index,
                                                        const char *text,
                                                        const pocket_ocr_quad *quad,
                                                        int32_t confidence,
                                                        pocket_ocr_error *error);


/* ---- Report --------------------------------------------------------------------------------- */

/* A version for the report: of the runtime, "litert" "2.1.0", and of what else matters. That of
 * this library stands there already, as "core". Fails with ARGUMENT, MEMORY. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_parity_version(pocket_ocr_parity *parity,
                                                           const char *name, const char *version,
                                                           pocket_ocr_error *error);

/* The report, `size` bytes of UTF-8 JSON without the zero, valid until the next report. `runtime`:
 * its name with the platform's, "litert-android" or "coreml-ios"; `device`: the machine in words,
 * "Pixel 8, Android 16". Fails with ARGUMENT, ORDER (tiles or pages are missing), MEMORY. */
POCKET_OCR_API pocket_ocr_status pocket_ocr_parity_report(pocket_ocr_parity *parity,
                                                          const char *runtime, const char *device,
                                                          const char **json, size_t *size,
                                                          pocket_ocr_error *error);

#ifdef __cplusplus
}
#endif
#endif
