package com.example.hooks;

import io.reelbudget.policy.notify.SigningKeys;
import io.reelbudget.policy.notify.WebhookNotifier;
import io.reelbudget.policy.notify.WebhookSecret;
import io.reelbudget.policy.spi.Notifier;
import io.reelbudget.testkit.hook.NotifierContract;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A signed webhook")
class WebhookNotifierContractTest extends NotifierContract {

    private final Loopback people;
    private final Loopback nobody;

    WebhookNotifierContractTest() throws IOException {
        people = new Loopback(204);
        nobody = new Loopback(503);
    }

    @AfterEach
    void stop() {
        people.close();
        nobody.close();
    }

    @Override
    protected Notifier create() {
        return to(people);
    }

    @Override
    protected List<Delivered> delivered() {
        return people.got;
    }

    @Override
    protected Optional<Notifier> unreachable() {
        return Optional.of(to(nobody));
    }

    private static Notifier to(Loopback receiver) {
        return WebhookNotifier.of(
                receiver.address(),
                SigningKeys.of(WebhookSecret.drawn(new SecureRandom())),
                URI.create("https://video.example/budgets"),
                InstantSource.system());
    }
}
