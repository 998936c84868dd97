// Boost.Asio's and Beast's own functions, compiled here and nowhere else (cmake/layers.cmake).
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
