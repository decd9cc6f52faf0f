# SPDX-License-Identifier: GPL-3.0-or-later
# Packages: a .deb and a tarball. scripts/package makes both with their checksums.
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME plantain)
set(CPACK_PACKAGE_VENDOR "Plantain contributors")
set(CPACK_PACKAGE_CONTACT "Plantain contributors <plantain@plantain.example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "node editor for prompts, images and language models")
set(CPACK_PACKAGE_DESCRIPTION
"Plantain wires prompts, images and language models into workflows on a
canvas, runs the whole or a part of them and streams the answers in.
.
It signs in with the user's own ChatGPT plan, or uses API keys of OpenAI,
Google Gemini or a compatible server. The same engine runs on the command
line. A built-in practice provider needs neither account nor network.")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_SOURCE_DIR}/deb/CPackOptions.cmake)
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION graphics)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What is loaded by name at run time, which dpkg-shlibdeps cannot see: SVG icons (a Qt plugin), WebP pictures (a Qt
# plugin), the keyring (QtKeychain opens libsecret), the browser (xdg-open), the authorities that TLS trusts.
set(CPACK_DEBIAN_PACKAGE_DEPENDS
  "libqt6svg6, qt6-image-formats-plugins, libsecret-1-0, xdg-utils, ca-certificates")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-wayland, qt6-translations-l10n, gnome-keyring | kwalletmanager | keepassxc, shared-mime-info, hicolor-icon-theme")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "qt6-xdgdesktopportal-platformtheme")
# What Debian wants of a package's files.
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_SOURCE_DIR}/deb/PrepareDeb.cmake)
set(CPACK_PLANTAIN_SOURCE ${CMAKE_CURRENT_SOURCE_DIR})
set(CPACK_PLANTAIN_DATE ${release_date})
include(CPack)
