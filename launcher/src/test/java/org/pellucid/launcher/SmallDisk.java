package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory that is soon full. Only root can make one: for others the test is skipped. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    /**
     * @param folder to mount it at
     * @param size   of the disk, as {@code mount} reads it
     */
    SmallDisk(Path folder, String size) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()),
                "only root can make a small disk");
    }

    /** Makes room. */
    void grow(String size) throws IOException, InterruptedException {
        assertThat(run("mount", "-o", "remount,size=" + size, folder.toString())).isTrue();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        assertThat(run("umount", folder.toString())).as("unmounted").isTrue();
    }
}
