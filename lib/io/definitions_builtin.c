/* Returns the built-in measures. */
#include "definitions_builtin.h"

#include <stddef.h>

#include "dueby/definitions.h"

dueby_status dueby_definitions_new(const dueby_profile *profile, dueby_definitions **definitions) {
  return dueby_definitions_from_yaml(profile, dueby_table_measures, dueby_table_measures_length, NULL, definitions);
}
