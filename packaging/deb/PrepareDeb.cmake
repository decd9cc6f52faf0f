# SPDX-License-Identifier: GPL-3.0-or-later
# Run by cpack after files were installed and before they are packed: what Debian's policy asks for beyond
# `cmake --install`.
if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()
set(share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share)
set(doc ${share}/doc/plantain)

file(COPY ${CPACK_PLANTAIN_SOURCE}/deb/copyright DESTINATION ${doc})
file(REMOVE ${doc}/LICENSE) # copyright names Debian's own copy

# Debian's zsh looks here.
file(MAKE_DIRECTORY ${share}/zsh/vendor-completions)
file(RENAME ${share}/zsh/site-functions/_plantain ${share}/zsh/vendor-completions/_plantain)
file(REMOVE_RECURSE ${share}/zsh/site-functions)

execute_process(COMMAND date --utc --date=${CPACK_PLANTAIN_DATE} "+%a, %d %b %Y 12:00:00 +0000"
  OUTPUT_VARIABLE stamp OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
file(WRITE ${doc}/changelog "plantain (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium

  * Packaged by CPack. What changed is in CHANGELOG.md.

 -- ${CPACK_PACKAGE_CONTACT}  ${stamp}
")
execute_process(COMMAND gzip --no-name --best --force ${doc}/changelog ${share}/man/man1/plantain.1
  COMMAND_ERROR_IS_FATAL ANY)
# For everyone, whatever the umask of who packs.
file(CHMOD ${doc}/copyright ${doc}/changelog.gz PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
execute_process(COMMAND find ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr -type d -exec chmod 0755 {} +
  COMMAND_ERROR_IS_FATAL ANY)
