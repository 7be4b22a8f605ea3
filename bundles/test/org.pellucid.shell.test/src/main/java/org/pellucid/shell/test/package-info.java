/** Tests of the commands in a framework. The plug-ins they name are required here. */
@Requirement(namespace = "osgi.service", filter = "(objectClass=org.osgi.service.cm.ConfigurationAdmin)",
        effective = EFFECTIVE_ACTIVE)
@Requirement(namespace = "osgi.service", filter = "(objectClass=org.osgi.service.log.LogReaderService)",
        effective = EFFECTIVE_ACTIVE)
@Requirement(namespace = IDENTITY_NAMESPACE, name = "org.pellucid.shell")
@Requirement(namespace = IDENTITY_NAMESPACE, name = "org.apache.felix.gogo.command")
@Requirement(namespace = IDENTITY_NAMESPACE, name = "org.apache.felix.gogo.jline")
@Requirement(namespace = "osgi.service", filter = "(objectClass=org.pellucid.api.dataset.Datasets)",
        effective = EFFECTIVE_ACTIVE)
@Requirement(namespace = "osgi.service", filter = "(objectClass=org.pellucid.api.evaluate.Evaluator)",
        effective = EFFECTIVE_ACTIVE)
@Requirement(namespace = "osgi.service", filter = "(objectClass=org.pellucid.api.render.ExplanationFiles)",
        effective = EFFECTIVE_ACTIVE)
@Requirement(namespace = ExplainMethod.METHOD, name = "reciprocam")
@Requirement(namespace = Renderer.FORMAT, name = "jpg")
@Requirement(namespace = Renderer.FORMAT, name = "npy")
@Requirement(namespace = Renderer.FORMAT, name = "json")
@Requirement(namespace = IDENTITY_NAMESPACE, name = "org.pellucid.dataset.folder")
@Requirement(namespace = IDENTITY_NAMESPACE, name = "org.pellucid.metrics")
package org.pellucid.shell.test;

import static org.osgi.framework.namespace.IdentityNamespace.IDENTITY_NAMESPACE;
import static org.osgi.resource.Namespace.EFFECTIVE_ACTIVE;

import org.osgi.annotation.bundle.Requirement;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.render.spi.Renderer;
