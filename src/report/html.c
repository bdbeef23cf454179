// SPDX-License-Identifier: Apache-2.0
// The report as one HTML page: not written yet, and not offered by name.
#include "report/form.h"
void report_html(const struct view *view, struct buffer *out) { (void)view; (void)out; }
