# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the build into a folder of its own, and makes a .deb of that: what the tests of this room look at.
#   cmake -DBUILD=… -DFOLDER=… -P Install.cmake
file(REMOVE_RECURSE ${FOLDER})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${FOLDER}/prefix --strip
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
# From the installed files, because cpack would run the build again in the midst of tests.
execute_process(
  COMMAND ${CMAKE_CPACK_COMMAND} -G DEB -B ${FOLDER}/packages -D CPACK_INSTALL_CMAKE_PROJECTS=
    -D "CPACK_INSTALLED_DIRECTORIES=${FOLDER}/prefix;/usr" -D CPACK_DEBIAN_COMPRESSION_TYPE=gzip
  WORKING_DIRECTORY ${BUILD} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
