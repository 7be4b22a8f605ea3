/** Downloads files over HTTP, and fetches models, labels and data sets by name. */
package org.pellucid.download;
