/** What report and page look like and have in common. A bundle that uses it takes a private copy in. */
package org.pellucid.look;
