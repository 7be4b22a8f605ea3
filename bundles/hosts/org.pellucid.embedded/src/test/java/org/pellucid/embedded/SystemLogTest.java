package org.pellucid.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What components log arrives at the platform's logger, which is that of {@code java.util.logging} here. */
class SystemLogTest {
    private final Logger target = Logger.getLogger("org.pellucid.test");
    private final List<LogRecord> records = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            records.add(entry);
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @BeforeEach
    void listen() {
        target.setLevel(Level.INFO);
        target.setUseParentHandlers(false);
        target.addHandler(handler);
    }

    @AfterEach
    void stop() {
        target.removeHandler(handler);
    }

    @Test
    void hands_on_level_text_and_cause() {
        org.osgi.service.log.Logger log = SystemLog.logger(System.getLogger("org.pellucid.test"));
        IllegalStateException cause = new IllegalStateException();
        log.info("plain {} text");
        log.warn("{} of {}", 1, 2);
        log.error("{} took {} of {} failed", "a", 7, "b", cause);
        log.debug("not wanted");
        assertThat(records).extracting(LogRecord::getMessage).containsExactly("plain {} text", "1 of 2",
                "a took 7 of b failed");
        assertThat(records).extracting(LogRecord::getLevel).containsExactly(Level.INFO, Level.WARNING, Level.SEVERE);
        assertThat(records.get(2).getThrown()).isSameAs(cause);
        assertThat(log.getName()).isEqualTo("org.pellucid.test");
        assertThat(log.isInfoEnabled()).isTrue();
        assertThat(log.isDebugEnabled()).isFalse();
    }
}
