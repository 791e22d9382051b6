#include <CTOML.h>
