package org.pellucid.shell.base;

import java.util.function.Consumer;
import org.pellucid.api.explain.Progress;

/**
 * How far a command is, in one line that is written over: {@code [####......] 3/12 cat.png, masks 1200/5000}. Appears
 * only when the work takes longer than a moment. An own one, since the ready-made bars bring a terminal library and a
 * thread of their own.
 */
public final class ProgressLine implements Progress {
    private static final int BAR = 20;
    private static final long DELAY_NANOS = 400_000_000L;
    private static final long PERIOD_NANOS = 100_000_000L;

    private final int items;
    private final Consumer<String> screen;
    private final int width;
    private final long begun = System.nanoTime();
    private int done;
    private String item = "";
    private long last;
    private volatile boolean shown;

    ProgressLine(int items, Consumer<String> screen, int width) {
        this.items = items;
        this.screen = screen;
        this.width = width;
    }

    /**
     * @param index of the thing now being done
     * @param name  of it
     */
    public void item(int index, String name) {
        done = index;
        item = name;
        draw("", 0);
    }

    @Override
    public void step(String what, long count, long total) {
        String text = ", " + what + " " + count + (total < 0 ? "" : "/" + total);
        draw(text, total > 0 ? Math.min(1, (double) count / total) : 0);
    }

    private void draw(String detail, double share) {
        if (screen == null) {
            return;
        }
        long now = System.nanoTime();
        if (now - begun < DELAY_NANOS || now - last < PERIOD_NANOS) {
            return;
        }
        last = now;
        shown = true;
        screen.accept(line(detail, share));
    }

    String line(String detail, double share) {
        int filled = (int) Math.round(BAR * (done + share) / Math.max(1, items));
        String text = "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] "
                + (items > 1 ? (done + 1) + "/" + items + " " : "") + item + detail;
        return text.length() < width ? text : text.substring(0, width - 1);
    }

    boolean shown() {
        return shown;
    }

    void hidden() {
        shown = false;
    }

    @Override
    public boolean cancelled() {
        return Thread.currentThread().isInterrupted();
    }
}
