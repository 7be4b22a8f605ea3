/** Metrics for saliency maps, and evaluations of several methods over a data set. */
package org.pellucid.metrics;
