/** Reports as HTML. */
package org.pellucid.report;
