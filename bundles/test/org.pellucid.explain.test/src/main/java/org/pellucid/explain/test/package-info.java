/** Tests of the product under change, in a framework. What they need beside the product is required here. */
@Requirement(namespace = "osgi.service", filter = "(objectClass=org.osgi.service.cm.ConfigurationAdmin)",
        effective = EFFECTIVE_ACTIVE)
@Requirement(namespace = "osgi.service", filter = "(objectClass=org.osgi.service.log.LogReaderService)",
        effective = EFFECTIVE_ACTIVE)
@Requirement(namespace = IDENTITY_NAMESPACE, name = "org.pellucid.health")
@Requirement(namespace = IDENTITY_NAMESPACE, name = "slf4j.nop")
package org.pellucid.explain.test;

import static org.osgi.framework.namespace.IdentityNamespace.IDENTITY_NAMESPACE;
import static org.osgi.resource.Namespace.EFFECTIVE_ACTIVE;

import org.osgi.annotation.bundle.Requirement;
