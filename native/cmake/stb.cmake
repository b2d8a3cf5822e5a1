# pocket_ocr_stb: stb_image, a header.
if(NOT TARGET pocket_ocr_stb)
  add_library(pocket_ocr_stb INTERFACE)
  find_path(POCKET_OCR_STB_INCLUDE stb_image.h PATH_SUFFIXES stb)
  if(NOT POCKET_OCR_STB_INCLUDE)
    set(stb_folder ${PROJECT_BINARY_DIR}/stb)
    file(DOWNLOAD
      https://raw.githubusercontent.com/nothings/stb/8b5f1f37b5b75829fc72d38e7b5d4bcbf8a26d55/stb_image.h
      ${stb_folder}/stb_image.h
      EXPECTED_HASH SHA256=91f435e0fc6a620018b878b9859c74dff60d28046f87e649191ad6f35a98c722
    )
    set(POCKET_OCR_STB_INCLUDE ${stb_folder} CACHE PATH "Folder of stb_image.h" FORCE)
  endif()
  target_include_directories(pocket_ocr_stb SYSTEM INTERFACE ${POCKET_OCR_STB_INCLUDE})
endif()
