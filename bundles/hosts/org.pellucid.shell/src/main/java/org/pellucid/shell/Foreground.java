package org.pellucid.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;

/**
 * The commands of Pellucid at work in a session of the interactive shell, so that Ctrl-C reaches them alone.
 *
 * <p>Gogo interrupts a whole job: the thread that waits for the commands too, which then gives up before a command has
 * said what it leaves behind. Safe for use by several threads.
 */
public final class Foreground {
    private static final String VARIABLE = ".pellucid.foreground";
    /** A command enters a few milliseconds after its line was typed; one of Gogo's own never does. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final List<Work> works = new ArrayList<>();

    /** @return that of a session, which has one from then on */
    static Foreground of(CommandSession session) {
        if (session.get(VARIABLE) instanceof Foreground there) {
            return there;
        }
        Foreground made = new Foreground();
        session.put(VARIABLE, made);
        return made;
    }

    /**
     * Tells that a command begins on the current thread.
     *
     * @param session of the command, any session of Gogo's
     * @param process of the command, or {@code null}
     * @return to be closed by the same thread when the command has ended
     */
    public static Work enter(CommandSession session, Process process) {
        Foreground foreground = process != null && session.get(VARIABLE) instanceof Foreground there ? there : null;
        Work work = new Work(foreground, process == null ? null : process.job(), Thread.currentThread());
        if (foreground != null) {
            synchronized (foreground.works) {
                foreground.works.add(work);
                foreground.works.notifyAll();
            }
        }
        return work;
    }

    /** Interrupts the commands of the foreground; a job in which none is at work is left to Gogo. */
    void interrupt(CommandSession session) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        synchronized (works) {
            // Once only: a second interruption would hit the command while it writes what it knows.
            boolean done = interrupted(session.foregroundJob());
            for (long left = PATIENCE_NANOS; !done && left > 0; left = end - System.nanoTime()) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(works, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                done = interrupted(session.foregroundJob());
            }
            if (done) {
                return;
            }
        }
        Job foreign = session.foregroundJob();
        if (foreign != null) {
            foreign.interrupt();
        }
    }

    /** Of commands that run others, such as a script, only the innermost: its end is told to those around it. */
    private boolean interrupted(Job job) {
        boolean any = false;
        for (Work work : works) {
            if (job != null && isWithin(work.job, job)
                    && works.stream().noneMatch(other -> other != work && isWithin(other.job.parent(), work.job))) {
                work.interrupted = true;
                work.thread.interrupt();
                any = true;
            }
        }
        return any;
    }

    private static boolean isWithin(Job job, Job outer) {
        for (Job around = job; around != null; around = around.parent()) {
            if (around == outer) {
                return true;
            }
        }
        return false;
    }

    /** A command at work. */
    public static final class Work implements AutoCloseable {
        private final Foreground foreground;
        private final Job job;
        private final Thread thread;
        private boolean interrupted;

        private Work(Foreground foreground, Job job, Thread thread) {
            this.foreground = foreground;
            this.job = job;
            this.thread = thread;
        }

        /** After that no interruption comes any more, and none is left over for what the thread does next. */
        @Override
        public void close() {
            if (foreground == null) {
                return;
            }
            synchronized (foreground.works) {
                foreground.works.remove(this);
                if (interrupted) {
                    Thread.interrupted();
                }
            }
        }
    }
}
