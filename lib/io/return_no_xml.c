/* Replaces return_xml.c where expat is missing. */
#include <stdlib.h>

#include "return_internal.h"

dueby_status dueby_return_open_xml(dueby_return *returned, const char *name, dueby_csv_source source, void *context) {
  (void)source;
  free(context); /* frees the context, like return_xml.c */
  dueby_return_report(returned, DUEBY_SEVERITY_ERROR, DUEBY_EFORMAT, name, 0, "this is XML, which this build of dueby cannot read");
  return DUEBY_EFORMAT;
}

dueby_status dueby_xml_take(struct xml_input *input, const struct found_event **event, const struct event_queue **queue) {
  (void)input;
  (void)event;
  (void)queue;
  return DUEBY_DONE;
}

void dueby_xml_own_file(struct xml_input *input, struct own_file *file) {
  (void)input;
  dueby_own_file_close(file);
}

void dueby_xml_free(struct xml_input *input) {
  (void)input;
}
