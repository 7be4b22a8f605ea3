/** Keeps bad values of configurations from the components. */
package org.pellucid.configuration;
