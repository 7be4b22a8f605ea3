package org.pellucid.console;

import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.pellucid.api.command.spi.CommandProgress;

/**
 * How far a command is, in one line that is written over: {@code [####......] 3/12 cat.png, 2.5/s, 4s left, masks
 * 1200/5000}. Appears only when the work takes longer than a moment. An own one, since the ready-made bars bring a terminal library and a
 * thread of their own. Safe for use by several threads.
 */
public final class ProgressLine implements CommandProgress {
    private static final int BAR = 20;
    private static final long DELAY_NANOS = 400_000_000L;
    private static final long PERIOD_NANOS = 100_000_000L;

    private final int items;
    private final Consumer<String> screen;
    private final int width;
    private final LongSupplier clock;
    private final long begun;
    private final TimeLeft time;
    private int done;
    /** The first that is done now, after those of an earlier run; -1 before. */
    private int first = -1;
    private String item = "";
    private long last;
    private volatile boolean shown;

    /**
     * @param items  how many things are to be done, 0 if that is not known
     * @param screen shows a line, {@code null} if nothing is to be shown
     * @param width  of the screen
     * @param clock  nanoseconds, as of {@link System#nanoTime}
     */
    public ProgressLine(int items, Consumer<String> screen, int width, LongSupplier clock) {
        this.items = items;
        this.clock = clock;
        this.begun = clock.getAsLong();
        this.time = new TimeLeft(clock);
        this.screen = screen;
        this.width = width;
    }

    @Override
    public synchronized void item(int index, String name) {
        first = first < 0 ? index : first;
        done = index;
        item = name;
        draw("", 0);
    }

    @Override
    public synchronized void step(String what, long count, long total) {
        String text = ", " + what + " " + count + (total < 0 ? "" : "/" + total);
        draw(text, total > 0 ? Math.min(1, (double) count / total) : 0);
    }

    private void draw(String detail, double share) {
        if (screen == null) {
            return;
        }
        long now = clock.getAsLong();
        if (now - begun < DELAY_NANOS || now - last < PERIOD_NANOS) {
            return;
        }
        last = now;
        shown = true;
        screen.accept(line(detail, share));
    }

    String line(String detail, double share) {
        int filled = items == 0 ? 0 : (int) Math.round(BAR * Math.min(1, (done + share) / items));
        String text = "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] "
                + (items > 1 ? (done + 1) + "/" + items + " " : "") + item
                + (items == 1 ? "" : time.text(done - first,
                        items > 1 ? OptionalLong.of(items - first) : OptionalLong.empty()))
                + detail;
        return text.length() < width ? text : text.substring(0, width - 1);
    }

    public boolean shown() {
        return shown;
    }

    public void hidden() {
        shown = false;
    }

    @Override
    public boolean cancelled() {
        return Thread.currentThread().isInterrupted();
    }
}
