package com.example.hooks;

import io.reelbudget.policy.notify.ChatNotifier;
import io.reelbudget.policy.notify.ToldOnce;
import io.reelbudget.policy.spi.Notifier;
import io.reelbudget.testkit.hook.NotifierContract;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A chat that is told once")
class ChatNotifierContractTest extends NotifierContract {

    private final Loopback people;
    private final Loopback nobody;

    ChatNotifierContractTest() throws IOException {
        people = new Loopback(200);
        nobody = new Loopback(404);
    }

    @AfterEach
    void stop() {
        people.close();
        nobody.close();
    }

    @Override
    protected Notifier create() {
        return ToldOnce.each(List.of(ChatNotifier.of(people.address())));
    }

    @Override
    protected List<Delivered> delivered() {
        return people.got;
    }

    @Override
    protected Optional<Notifier> unreachable() {
        return Optional.of(ChatNotifier.of(nobody.address()));
    }
}
