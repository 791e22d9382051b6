/// What real test runners printed, cut to what matters around their closing lines.
enum RunnerOutput {
    static let pytestMixed = """
        =========================== short test summary info ============================
        FAILED test_b.py::test_bad - assert 1 == 2
        ERROR test_b.py::test_err - ValueError
        = 1 failed, 2 passed, 1 skipped, 1 xfailed, 1 xpassed, 1 warning, 1 error in 0.16s =
        """
    static let pytestQuiet = """
        .                                                                        [100%]
        1 passed, 6 deselected in 0.04s
        """
    static let pytestNone = """
        collected 0 items

        ============================ no tests ran in 0.03s =============================
        """
    static let pytestDeselected = """
        collected 7 items / 7 deselected / 0 selected

        ============================ 7 deselected in 0.04s =============================
        """
    static let pytestBroken = """
        ERROR test_c.py
        !!!!!!!!!!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!!!!!!!!!!
        =============================== 1 error in 1.27s ===============================
        """
    static let pytestColour =
        "\u{1B}[31m= \u{1B}[31m\u{1B}[1m1 failed\u{1B}[0m, \u{1B}[32m2 passed\u{1B}[0m, "
        + "\u{1B}[33m1 skipped\u{1B}[0m\u{1B}[31m in 0.24s\u{1B}[0m\u{1B}[31m =\u{1B}[0m\n"
    static let pytestCollectOnly = "7 tests collected in 0.03s\n"

    static let unittestMixed = """
        ----------------------------------------------------------------------
        Ran 6 tests in 0.005s

        FAILED (failures=1, errors=1, skipped=1, expected failures=1, unexpected successes=1)
        """
    static let unittestOK = "Ran 1 test in 0.000s\n\nOK\n"
    static let unittestSkipped = "Ran 1 test in 0.000s\n\nOK (skipped=1)\n"
    static let unittestNone = "Ran 0 tests in 0.000s\n\nOK\n"
    static let unittestNoTestsRan = "Ran 0 tests in 0.000s\n\nNO TESTS RAN\n"

    static let cargo = """
        running 3 tests
        test ig ... ignored
        test ok ... ok
        test bad ... FAILED

        test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; \
        finished in 0.40s

        error: test failed, to rerun pass `--lib`
             Running tests/a.rs (target/debug/deps/a-4fb905f45e44a9a2)

        running 1 test
        test t1 ... ok

        test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; \
        finished in 0.00s

           Doc-tests x

        running 1 test
        test src/lib.rs - f (line 1) ... ok

        test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; \
        finished in 0.39s

        error: 1 target failed:
            `--lib`
        """
    static let cargoFiltered = """
        test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; \
        finished in 0.00s
        test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 1 filtered out; \
        finished in 0.00s
        """
    static let cargoColour =
        "test result: \u{1B}[32mok\u{1B}(B\u{1B}[m. 1 passed; 0 failed; 0 ignored; 0 measured; "
        + "2 filtered out; finished in 0.01s\n"

    static let goPlain = """
        --- FAIL: TestBad (0.00s)
            a_test.go:4: no
        FAIL
        FAIL\tx\t0.007s
        ?   \tx/p\t[no test files]
        ok  \tx/q\t0.006s
        ok  \tx/r\t0.008s [no tests to run]
        FAIL
        """
    static let goVerbose = """
        === RUN   TestOk
        --- PASS: TestOk (0.00s)
        === RUN   TestBad
            a_test.go:4: no
        --- FAIL: TestBad (0.00s)
        === RUN   TestSkip
            a_test.go:5: \("")
        --- SKIP: TestSkip (0.00s)
        === RUN   TestSub
        === RUN   TestSub/a
        === RUN   TestSub/b
        --- PASS: TestSub (0.00s)
            --- PASS: TestSub/a (0.00s)
            --- PASS: TestSub/b (0.00s)
        FAIL
        FAIL\tx\t0.005s
        ?   \tx/p\t[no test files]
        === RUN   TestQ
        --- PASS: TestQ (0.00s)
        PASS
        ok  \tx/q\t0.012s
        testing: warning: no tests to run
        PASS
        ok  \tx/r\t0.004s [no tests to run]
        FAIL
        """
    static let goCached = "ok  \tx/q\t(cached)\n"
    static let goNothing = "?   \tx/p\t[no test files]\nok  \tx/q\t0.004s [no tests to run]\n"
    static let goCoverage = """
        ok  \tx\t0.029s\tcoverage: [no statements] [no tests to run]
        ok  \tx/q\t0.005s\tcoverage: [no statements]
        """

    static let nodeTAP = """
        # Subtest: sub
            # Subtest: in1
            ok 1 - in1
              ---
              duration_ms: 0.533241
              ...
            1..2
        ok 5 - sub
          ---
          duration_ms: 3.77494
          ...
        1..5
        # tests 7
        # suites 0
        # pass 4
        # fail 1
        # cancelled 0
        # skipped 1
        # todo 1
        # duration_ms 545.073153
        """
    static let nodeSpec = """
        ℹ tests 7
        ℹ suites 0
        ℹ pass 4
        ℹ fail 1
        ℹ cancelled 0
        ℹ skipped 1
        ℹ todo 1
        ℹ duration_ms 558.105839
        """
    static let nodeNothing = """
        TAP version 13
        1..0
        # tests 0
        # suites 0
        # pass 0
        # fail 0
        # cancelled 0
        # skipped 0
        # todo 0
        # duration_ms 17.155871
        """

    static let ctest = """
        1/4 Test #1: a ................................   Passed    0.01 sec
            Start 2: b
        2/4 Test #2: b ................................***Failed    0.00 sec
            Start 3: c
        3/4 Test #3: c ................................***Skipped   0.00 sec
            Start 4: d
        4/4 Test #4: d ................................***Not Run (Disabled)   0.00 sec

        67% tests passed, 1 tests failed out of 3

        Total Test time (real) =   0.02 sec
        """
    static let ctestNew = "100% tests passed out of 1\n\nTotal Test time (real) =   0.01 sec\n"
    static let ctestOld = "100% tests passed, 0 tests failed out of 12\n"
    static let ctestNothing = "Test project /build\nNo tests were found!!!\n"

    static let prove = """
        ./a.t .. \("")
        Failed 1/5 subtests \("")
        \t(less 1 skipped subtest: 3 okay)
        ./b.t .. ok
        ./c.t .. skipped: nothing here

        Test Summary Report
        -------------------
        ./a.t (Wstat: 0 Tests: 5 Failed: 1)
          Failed test:  2
        Files=3, Tests=7,  0 wallclock secs ( 0.04 usr +  0.02 sys =  0.06 CPU)
        Result: FAIL
        """
    static let proveVerbose = """
        b.t .. \("")
        ok 1
        ok 2
        1..2
        ok
        All tests successful.
        Files=1, Tests=2,  0 wallclock secs ( 0.02 usr +  0.00 sys =  0.02 CPU)
        Result: PASS
        """
    static let proveNothing = """
        c.t .. skipped: nothing here
        Files=1, Tests=0,  0 wallclock secs ( 0.04 usr +  0.00 sys =  0.04 CPU)
        Result: NOTESTS
        """
    static let proveBadPlan = """
        Test Summary Report
        -------------------
        d.t (Wstat: 0 Tests: 1 Failed: 0)
          Parse errors: Bad plan.  You planned 2 tests but ran 1.
        Files=1, Tests=1,  1 wallclock secs ( 0.03 usr +  0.01 sys =  0.04 CPU)
        Result: FAIL
        """

    static let tap = """
        1..5
        ok 1 - a
        not ok 2 - b
        ok 3 # SKIP none
        not ok 4 # TODO later
        ok 5 - e
        """
    static let tapShort = "1..3\nok 1\n"
    static let tapBailed = "1..2\nok 1\nBail out!  x\n"
    static let tapNothing = "1..0 # SKIP nothing here\n"

    static let swift = """
        Test Suite 'All tests' started at 2026-11-26 02:01:19.523
        Test Suite 'debug.xctest' started at 2026-11-26 02:01:19.530
        Test Suite 'C' started at 2026-11-26 02:01:19.530
        Test Case 'C.testA' started at 2026-11-26 02:01:19.530
        Test Case 'C.testA' passed (0.005 seconds)
        Test Case 'C.testB' started at 2026-11-26 02:01:19.535
        /x/Tests/xTests/a.swift:7: error: C.testB : failed - x
        Test Case 'C.testB' failed (0.0 seconds)
        Test Case 'C.testS' started at 2026-11-26 02:01:19.536
        /x/Tests/xTests/a.swift:7: C.testS : Test skipped - s
        Test Case 'C.testS' skipped (0.0 seconds)
        Test Suite 'C' failed at 2026-11-26 02:01:19.536
        \t Executed 3 tests, with 1 test skipped and 1 failure \
        (0 unexpected) in 0.006 (0.006) seconds
        Test Suite 'debug.xctest' failed at 2026-11-26 02:01:19.536
        \t Executed 3 tests, with 1 test skipped and 1 failure \
        (0 unexpected) in 0.006 (0.006) seconds
        Test Suite 'All tests' failed at 2026-11-26 02:01:19.536
        \t Executed 3 tests, with 1 test skipped and 1 failure \
        (0 unexpected) in 0.006 (0.006) seconds
        ◇ Test run started.
        ↳ Testing Library Version: 6.3.1 (937120cbc281cf2)
        ◇ Test par(_:) started.
        ➜ Test dis() skipped: "x"
        ✘ Test bad() recorded an issue at a.swift:4:20: Expectation failed: 1 == 2
        ✔ Test ok() passed after 0.001 seconds.
        ◇ Test case passing 1 argument x → 1 to par(_:) started.
        ✘ Test bad() failed after 0.006 seconds with 1 issue.
        ✔ Test par(_:) with 3 test cases passed after 0.007 seconds.
        ✘ Test run with 4 tests in 0 suites failed after 0.008 seconds with 1 issue.
        """
    static let swiftNothing = """
        warning: No matching test cases were run
        Test Suite 'Selected tests' started at 2026-11-26 02:01:24.882
        Test Suite 'Selected tests' passed at 2026-11-26 02:01:24.891
        \t Executed 0 tests, with 0 failures (0 unexpected) in 0.0 (0.0) seconds
        ◇ Test run started.
        ✔ Test run with 0 tests in 0 suites passed after 0.006 seconds.
        """
    static let swiftParallel = """
        [1/3] Testing xTests.C/testA
        [2/3] Testing xTests.C/testS
        [3/3] Testing xTests.C/testB
        Test Suite 'Selected tests' started at 2026-11-26 02:01:29.710
        Test Suite 'C' started at 2026-11-26 02:01:29.743
        Test Case 'C.testB' started at 2026-11-26 02:01:29.743
        /x/Tests/xTests/a.swift:7: error: C.testB : failed - x
        Test Case 'C.testB' failed (0.002 seconds)
        Test Suite 'C' failed at 2026-11-26 02:01:29.745
        \t Executed 1 test, with 1 failure (0 unexpected) in 0.002 (0.002) seconds
        Test Suite 'Selected tests' failed at 2026-11-26 02:01:29.745
        \t Executed 1 test, with 1 failure (0 unexpected) in 0.002 (0.002) seconds

        ◇ Test run started.
        ✔ Test run with 0 tests in 0 suites passed after 0.004 seconds.
        """
}
