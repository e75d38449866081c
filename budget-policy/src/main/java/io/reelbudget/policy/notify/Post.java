package io.reelbudget.policy.notify;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One HTTP POST with an end: no redirects, a time-out for the whole call and not only for its headers, and a bound to
 * what is sent and to what is read of the answer.
 */
final class Post {

    /** The monitor gives a hook 5 seconds unless told otherwise: this ends first and can say why. */
    static final Duration USUAL_TIMEOUT = Duration.ofSeconds(4);

    static final int MOST_SENT = 256 * 1024;
    static final int MOST_READ = 16 * 1024;

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LONGEST_TIMEOUT)
            .build();

    private final WebhookAddress address;
    private final Duration timeout;

    Post(WebhookAddress address, Duration timeout) {
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("Time-out was " + timeout + " but must be " + SHORTEST_TIMEOUT + " to "
                    + LONGEST_TIMEOUT + "; keep it under the monitor's time-out of hooks.");
        }
        this.address = address;
        this.timeout = timeout;
    }

    Post within(Duration newTimeout) {
        return new Post(address, newTimeout);
    }

    /**
     * Sends a body.
     *
     * @throws DeliveryException unless the answer was a 2xx
     */
    void send(String contentType, Map<String, String> headers, String body) {
        ask(contentType, headers, body);
    }

    /**
     * Sends a body and returns the first {@value #MOST_READ} bytes of the answer.
     *
     * @throws DeliveryException unless the answer was a 2xx
     */
    byte[] ask(String contentType, Map<String, String> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_SENT) {
            throw new DeliveryException("Message to '" + address.host() + "' had " + bytes.length
                    + " bytes but must have at most " + MOST_SENT + "; shorten its texts.");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolved())
                .header("Content-Type", contentType)
                .header("User-Agent", "reelbudget")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        headers.forEach(request::header);
        HttpResponse<byte[]> answer = answer(request.build());
        int status = answer.statusCode();
        if (status / 100 != 2) {
            throw new DeliveryException("Webhook's host '" + address.host() + "' answered " + status
                    + " but must answer 2xx" + advice(status));
        }
        return answer.body();
    }

    private HttpResponse<byte[]> answer(HttpRequest request) {
        // One time-out for all of it: the client's own ends with the headers, and says the same in other words.
        CompletableFuture<HttpResponse<byte[]>> call = CLIENT.sendAsync(request, about -> new FirstBytes(MOST_READ));
        try {
            return call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            call.cancel(true);
            throw new DeliveryException("Webhook's host '" + address.host() + "' had not answered after "
                    + timeout.toMillis() + " ms; it may have got the message, so it is sent again under the same id.");
        } catch (InterruptedException stopped) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new DeliveryException("Message to '" + address.host() + "' was interrupted; send it again.", stopped);
        } catch (ExecutionException failed) {
            // Only the kind of failure is told: messages of the client may quote the address.
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new DeliveryException("Webhook's host '" + address.host() + "' could not be reached ("
                    + cause.getClass().getSimpleName() + "); check that it runs and takes connections.");
        }
    }

    private static String advice(int status) {
        if (status / 100 == 3) {
            return "; redirects are not followed: write down the address it points to.";
        }
        return status / 100 == 4 ? "; check the address and its secret." : "; it is asked again later.";
    }
}
