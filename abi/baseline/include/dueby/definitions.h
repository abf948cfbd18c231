/* definitions: reads definitions of measures from YAML, for dueby/measures.h to count. Part of libdueby-io. The format is in
 * data/FORMAT.md. */
#ifndef DUEBY_DEFINITIONS_H
#define DUEBY_DEFINITIONS_H

#include "io.h"
#include "measures.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Makes the built-in measures (data/measures.yaml), using a profile's vocabulary and duties. Fails with DUEBY_EMEMORY. Since
 * 0.9. */
DUEBY_API dueby_status dueby_definitions_new(const dueby_profile *profile, dueby_definitions **definitions);

/* Reads measures from YAML, at most 4 MiB. A duty that the profile does not have causes a warning: its measure cannot be answered.
 * Fails with DUEBY_ETEXT, DUEBY_ELIMIT, DUEBY_EMEMORY or, from a file, DUEBY_EFILE. Since 0.9. */
DUEBY_API dueby_status dueby_definitions_from_yaml(const dueby_profile *profile, const char *yaml, int64_t length,
                                                   dueby_diagnostics *diagnostics, dueby_definitions **definitions);
DUEBY_API dueby_status dueby_definitions_from_file(const dueby_profile *profile, const char *path, dueby_diagnostics *diagnostics,
                                                   dueby_definitions **definitions);
DUEBY_API void dueby_definitions_free(dueby_definitions *definitions);

#ifdef __cplusplus
}
#endif
#endif
