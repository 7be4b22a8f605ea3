package org.pellucid.openvino;

import java.util.concurrent.atomic.AtomicInteger;

/** Something shared by several owners and freed by the last. Begins with one owner. Safe for use by several threads. */
abstract class RefCounted {
    private final AtomicInteger owners = new AtomicInteger(1);

    /** @return whether there is one owner more; {@code false} if it is freed already */
    final boolean retain() {
        int now = owners.get();
        while (now > 0) {
            if (owners.compareAndSet(now, now + 1)) {
                return true;
            }
            now = owners.get();
        }
        return false;
    }

    /** Gives one owner's share back, which each owner does once. */
    final void release() {
        if (owners.decrementAndGet() == 0) {
            free();
        }
    }

    /** Called once, by the last owner. */
    abstract void free();
}
