package org.pellucid.web.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/**
 * Decides who may ask. Every web page in the browser of the user can send requests to this machine, so a request must
 * prove in turn that it came by one of our names (against rebinding of names), that it was sent by our page (against
 * pages of others), and that whoever sent it knows the secret (against other users of the machine).
 */
public final class Guard {
    /** The header with the secret: pages of others cannot send it without asking, and are not allowed. */
    public static final String SECRET = "X-Pellucid-Secret";
    /** Answers without the secret, for those who wait for the server. */
    public static final String HEALTH = "/api/health";

    private static final String API = "/api/";
    private static final Set<String> SAFE = Set.of("GET", "HEAD");
    private static final int SECRET_BYTES = 24;

    private final Set<String> hosts;
    private final byte[] secret;

    /**
     * Creates a guard.
     *
     * @param hosts  names with port by which the page may be asked for, in lower case
     * @param secret that callers must know
     */
    public Guard(Set<String> hosts, String secret) {
        this.hosts = Set.copyOf(hosts);
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Makes a secret that cannot be guessed, of characters that need no encoding. */
    public static String makeSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Lets a request pass.
     *
     * @throws Refusal if it may not
     */
    public void check(Request request) throws Refusal {
        String host = request.header("Host").map(name -> name.toLowerCase(Locale.ROOT)).orElse("");
        if (!hosts.contains(host)) {
            throw new Refusal(Refusal.WRONG_HOST, "no page of this name is here");
        }
        boolean safe = SAFE.contains(request.method());
        String origin = request.header("Origin").orElse(null);
        if (origin == null ? !safe : !origin.equals("http://" + host)) {
            throw new Refusal(Refusal.FORBIDDEN, "only the page itself may ask");
        }
        if (!request.path().startsWith(API) || request.path().equals(HEALTH)) {
            return;
        }
        String site = request.header("Sec-Fetch-Site").orElse("same-origin");
        if (!site.equals("same-origin")) {
            throw new Refusal(Refusal.FORBIDDEN, "only the page itself may ask");
        }
        byte[] given = request.header(SECRET).orElse("").getBytes(StandardCharsets.UTF_8);
        // takes as long for a wrong secret as for the right one
        if (!MessageDigest.isEqual(given, secret)) {
            throw new Refusal(Refusal.NO_SECRET,
                    "the secret is missing or of an earlier start: open the address that 'pellucid serve' printed");
        }
    }
}
