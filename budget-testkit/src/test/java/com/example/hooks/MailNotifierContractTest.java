package com.example.hooks;

import io.reelbudget.policy.notify.Mail;
import io.reelbudget.policy.notify.MailNotifier;
import io.reelbudget.policy.spi.Notifier;
import io.reelbudget.testkit.hook.NotifierContract;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A mail")
class MailNotifierContractTest extends NotifierContract {

    private static final List<String> ANN = List.of("ann@acme.example");

    private final List<Mail> outbox = new CopyOnWriteArrayList<>();

    @Override
    protected Notifier create() {
        return MailNotifier.of(outbox::add, ANN);
    }

    @Override
    protected List<Delivered> delivered() {
        return outbox.stream()
                .map(mail -> new Delivered(mail.id(), mail.body()))
                .toList();
    }

    @Override
    protected Optional<Notifier> unreachable() {
        return Optional.of(MailNotifier.of(
                mail -> {
                    throw new IllegalStateException("no server");
                },
                ANN));
    }
}
