package org.pellucid.web.http;

/** A request that is not granted, with the status that says why and a message for people. */
public final class Refusal extends Exception {
    public static final int BAD_REQUEST = 400;
    public static final int NO_SECRET = 401;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    public static final int WRONG_METHOD = 405;
    public static final int GONE = 410;
    public static final int TOO_LARGE = 413;
    public static final int WRONG_HOST = 421;
    public static final int UNPROCESSABLE = 422;
    public static final int FAILED = 500;
    public static final int BUSY = 503;
    public static final int NO_SPACE = 507;

    private final int status;

    /**
     * Creates a refusal.
     *
     * @param status  of HTTP
     * @param message for people
     */
    public Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Returns the status of HTTP. */
    public int status() {
        return status;
    }
}
