/** Many things through one machine. */
package org.pellucid.pipeline;
