// Nothing: the files of the layers share its precompiled headers (cmake/layers.cmake).
