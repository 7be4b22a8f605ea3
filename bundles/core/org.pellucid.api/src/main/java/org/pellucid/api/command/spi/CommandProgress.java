package org.pellucid.api.command.spi;

import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.Progress;

/** Shows how far a command is: in which of its things, and in the steps of that thing. */
@ProviderType
public interface CommandProgress extends Progress {
    /**
     * Says what is being done now.
     *
     * @param index of the thing, from 0
     * @param name  of the thing
     */
    void item(int index, String name);
}
