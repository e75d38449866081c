package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionSink;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.image.StateImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The simplest state that a journal can make: its records as words, in snapshots one a section. */
class WordState implements StateImage {

    final List<String> words = new ArrayList<>();
    int restored;
    int replayed;

    void add(Journal journal, String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        journal.append(bytes, bytes.length);
        words.add(word);
    }

    @Override
    public void write(long from, SectionSink out) throws IOException {
        SectionWriter section = new SectionWriter();
        for (String word : words) {
            section.clear().writeText(word);
            out.add(section);
        }
    }

    @Override
    public void restore(byte[] section) {
        SectionReader in = new SectionReader(section);
        words.add(in.readText());
        in.requireEnd();
        restored++;
    }

    @Override
    public void replay(long position, byte[] record) {
        words.add(new String(record, StandardCharsets.UTF_8));
        replayed++;
    }
}
