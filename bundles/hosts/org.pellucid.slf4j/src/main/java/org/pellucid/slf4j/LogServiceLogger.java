package org.pellucid.slf4j;

import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Hands what is logged by one name to the log service, at the level that is set there. */
final class LogServiceLogger extends LegacyAbstractLogger {
    LogServiceLogger(String name) {
        this.name = name;
    }

    private Logger logger() {
        LoggerFactory factory = Activator.factory();
        return factory == null ? null : factory.getLogger(name);
    }

    @Override
    public boolean isTraceEnabled() {
        Logger logger = logger();
        return logger != null && logger.isTraceEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
        Logger logger = logger();
        return logger != null && logger.isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        Logger logger = logger();
        return logger != null && logger.isInfoEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        Logger logger = logger();
        return logger != null && logger.isWarnEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
        Logger logger = logger();
        return logger != null && logger.isErrorEnabled();
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(Level level, Marker marker, String pattern, Object[] arguments,
            Throwable failure) {
        Logger logger = logger();
        if (logger == null) {
            return;
        }
        // As an argument, since the log service has a pattern of its own.
        String message = MessageFormatter.basicArrayFormat(pattern, arguments);
        switch (level) {
            case TRACE -> logger.trace("{}", message, failure);
            case DEBUG -> logger.debug("{}", message, failure);
            case INFO -> logger.info("{}", message, failure);
            case WARN -> logger.warn("{}", message, failure);
            default -> logger.error("{}", message, failure);
        }
    }
}
