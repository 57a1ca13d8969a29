# Compiles every catalogue here and links it in as :/translations/tokenmeter_LANGUAGE.qm.
# A qrc is written instead of using qt_add_resources on the target: that makes a second object library for a library
# of objects, which the program then has to link by name.
file(GLOB catalogues CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.ts)
set(folder ${CMAKE_CURRENT_BINARY_DIR}/translations)
file(MAKE_DIRECTORY ${folder})
set(entries "")
set(compiled "")
foreach(catalogue ${catalogues})
    get_filename_component(name ${catalogue} NAME_WE)
    add_custom_command(
        OUTPUT ${folder}/${name}.qm
        COMMAND Qt6::lrelease -silent ${catalogue} -qm ${folder}/${name}.qm
        DEPENDS ${catalogue}
        VERBATIM)
    string(APPEND entries "<file>${name}.qm</file>")
    list(APPEND compiled ${folder}/${name}.qm)
endforeach()
file(CONFIGURE OUTPUT ${folder}/translations.qrc CONTENT
    "<RCC><qresource prefix=\"/translations\">@entries@</qresource></RCC>\n" @ONLY)
add_custom_command(
    OUTPUT ${folder}/qrc_translations.cpp
    COMMAND Qt6::rcc --name translations --output ${folder}/qrc_translations.cpp ${folder}/translations.qrc
    DEPENDS ${compiled} ${folder}/translations.qrc
    VERBATIM)
target_sources(tm_resources PRIVATE ${folder}/qrc_translations.cpp)
set_source_files_properties(${folder}/qrc_translations.cpp PROPERTIES SKIP_AUTOGEN ON)

find_program(TOKENMETER_PYTHON python3)
if(TOKENMETER_PYTHON)
    add_custom_target(update_translations
        COMMAND ${TOKENMETER_PYTHON} ${PROJECT_SOURCE_DIR}/tests/update-translations
        VERBATIM USES_TERMINAL)
endif()
