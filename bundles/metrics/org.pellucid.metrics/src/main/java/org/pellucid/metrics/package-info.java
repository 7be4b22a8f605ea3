/** The metrics that ship: each judges one saliency map. */
package org.pellucid.metrics;
