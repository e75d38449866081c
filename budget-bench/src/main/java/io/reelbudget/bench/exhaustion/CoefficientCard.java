package io.reelbudget.bench.exhaustion;

import java.util.List;
import java.util.Locale;

/** The card at the head of a coefficient file: where its numbers come from, and under which licence. */
final class CoefficientCard {

    private static final String SOURCE = """
            # Coefficients of the learnt combination of running sums (see docs/forecast.md, model card).
            # Fitted by: budget-bench/run exhaustion --write FILE --fit-on TRACE...
            # Licence: that of this project. They are some 230 sums over the traces; no row of a trace is in them.
            # Data: logs HPC2N-2002-2.1-cln, CEA-Curie-2011-2.1-cln, LLNL-Thunder-2007-1.1-cln, KTH-SP2-1996-2.1-cln of
            #   the Parallel Workloads Archive (D. Feitelson), provided by Ake Sandgren (HPC2N), Joseph Emeras (CEA
            #   Curie), Moe Jette (LLNL Thunder) and Lars Malinowsky (KTH); free for research use with citation:
            #   D. G. Feitelson, D. Tsafrir, D. Krakov, Experience with using the Parallel Workloads Archive, Journal
            #   of Parallel and Distributed Computing 74(10), 2014, 2967-2982.
            """;

    private CoefficientCard() {}

    static String of(List<String> traces, TrainingRows rows) {
        return SOURCE
                + String.format(
                        Locale.ROOT,
                        "# Fitted on %s: %d rows for a day, %d for any number of days.%n",
                        String.join(", ", traces),
                        rows.day().size(),
                        rows.horizon().size());
    }
}
