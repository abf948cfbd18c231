/* The public interface for every language that SWIG supports: all functions, structs and constants. The file for a language
 * includes this one after its own typemaps for arrays, strings, objects and statuses. Python uses an engine instead: python.i. */
%module dueby

%{
#include "dueby.h"
#include "dueby/caseload.h"
#include "dueby/definitions.h"
#include "dueby/ical.h"
#include "dueby/io.h"
#include "dueby/page.h"
#include "dueby/proof.h"
#include "dueby/returns.h"
%}

%include <stdint.i>

/* Renames fields whose names are keywords of the language. A string in a struct belongs to the caller, who must keep it alive. */
#pragma SWIG nowarn=314,451

#define DUEBY_API
%rename("%(strip:[dueby_])s", %$isfunction) "";

%include "dueby/base.h"
%include "dueby/date.h"
%include "dueby/cell.h"
%include "dueby/calendar.h"
%include "dueby/span.h"
%include "dueby/profile.h"
%include "dueby/selection.h"
%include "dueby/deadline.h"
%include "dueby/query.h"
%include "dueby/explain.h"
%include "dueby/explanation.h"
%include "dueby/compare.h"
%include "dueby/timeline.h"
%include "dueby/measure.h"
%include "dueby/answer.h"
%include "dueby/worklist.h"
%include "dueby/finding.h"
%include "dueby/summary.h"
%include "dueby/measures.h"
%include "dueby/trial.h"
%include "dueby/changes.h"
%include "dueby/code.h"
%include "dueby/refusal.h"
%include "dueby/written.h"
%include "dueby/io.h"
%include "dueby/caseload.h"
%include "dueby/proof.h"
%include "dueby/returns.h"
%include "dueby/definitions.h"
%include "dueby/ical.h"
%include "dueby/page.h"
