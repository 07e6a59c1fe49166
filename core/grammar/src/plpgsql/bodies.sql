BEGIN NULL; END
----
BEGIN END
----
<<outer>> DECLARE a int := 1; b CONSTANT text NOT NULL DEFAULT 'x'; c record; d alias FOR a; e text[]; BEGIN
  a := a + 1; b := 'y';
END outer
----
<<l>> DECLARE a int := 1; b int NOT NULL := 2; c record; e text[] = ARRAY['x']; r t; BEGIN
  a := a + 1; e[1] := 'y'; c.x := 1; c.x = c.y; r := c; SELECT 1, 2 INTO a, c.z;
  <<m>> DECLARE a int; BEGIN l.a := m.a; END m;
END l
----
DECLARE a int; BEGIN
  IF a = 1 THEN a := 2; ELSIF a = 3 THEN a := 4; RETURN; ELSIF a IS NULL THEN NULL; ELSE a := 5; END IF;
  IF a = 1 THEN END IF;
END
----
DECLARE a int; BEGIN
  CASE a WHEN 1, 2 THEN a := 2; WHEN 3 THEN NULL; ELSE a := 4; END CASE;
  CASE WHEN a = 1 THEN a := 2; WHEN a > 3 THEN NULL; END CASE;
  CASE WHEN true THEN NULL; ELSE END CASE;
END
----
BEGIN <<a>> LOOP EXIT a WHEN true; CONTINUE; EXIT; CONTINUE a WHEN 1 = 1; END LOOP a; END
----
DECLARE n int := 3; BEGIN <<w>> WHILE n > 0 LOOP n := n - 1; CONTINUE w; END LOOP; END
----
BEGIN FOR i IN 1..3 LOOP RAISE NOTICE 'x'; END LOOP; <<l>> FOR i IN REVERSE 10..1 BY 2 LOOP NULL; END LOOP l; END
----
DECLARE r record; a int; b text; BEGIN
  FOR r IN SELECT * FROM t LOOP PERFORM r.x; END LOOP;
  FOR a, b IN SELECT 1, 'x' LOOP NULL; END LOOP;
  <<l>> FOR a IN SELECT unnest(ARRAY[1, 2]) LOOP NULL; END LOOP l;
END
----
DECLARE c CURSOR (p int, q text) FOR SELECT p, q; d SCROLL CURSOR FOR SELECT 2; e refcursor; f NO SCROLL CURSOR IS SELECT 3; BEGIN
  FOR r IN c (1, 'x') LOOP NULL; END LOOP;
  <<l>> FOR s IN c (q := 'y', p := 2) LOOP NULL; END LOOP;
  FOR s IN d LOOP NULL; END LOOP;
  OPEN c (1, 'z'); OPEN d; OPEN e FOR SELECT 4; OPEN e SCROLL FOR SELECT 5;
  OPEN e FOR EXECUTE 'SELECT $1' USING 6, 7; OPEN e NO SCROLL FOR EXECUTE 'SELECT 8';
  CLOSE c; CLOSE e;
END
----
DECLARE e refcursor; a int; b text; r record; BEGIN
  FETCH e INTO a; FETCH NEXT FROM e INTO a, b; FETCH LAST FROM e INTO r; FETCH RELATIVE -2 FROM e INTO r;
  FETCH ABSOLUTE 3 IN e INTO r; FETCH PRIOR FROM e INTO r; FETCH FORWARD FROM e INTO r; FETCH FIRST FROM e INTO r;
  MOVE e; MOVE FORWARD 5 FROM e; MOVE BACKWARD ALL FROM e; MOVE FORWARD a + 1 IN e; MOVE RELATIVE 1 FROM e;
END
----
DECLARE e refcursor; r record; BEGIN FETCH FORWARD 2 FROM e INTO r; END
----
DECLARE r record; BEGIN
  FOR r IN EXECUTE 'SELECT 1' LOOP NULL; END LOOP;
  <<l>> FOR r IN EXECUTE 'SELECT $1, $2' USING 1, 'x' LOOP EXIT l; END LOOP l;
END
----
DECLARE x int; y int[]; BEGIN
  FOREACH x IN ARRAY ARRAY[1, 2] LOOP NULL; END LOOP;
  <<l>> FOREACH y SLICE 1 IN ARRAY ARRAY[[1], [2]] LOOP EXIT; END LOOP l;
END
----
BEGIN RETURN; END
----
BEGIN RETURN 1 + 1; END
----
DECLARE x text; BEGIN RETURN x; END
----
BEGIN RETURN NEXT; RETURN QUERY SELECT 1; RETURN QUERY EXECUTE 'SELECT $1' USING 1; RETURN; END
----
BEGIN RETURN NEXT 1; END
----
DECLARE x int; BEGIN RETURN NEXT x; END
----
BEGIN RETURN OLD; END
----
BEGIN NEW.a := OLD.b; IF TG_OP = 'INSERT' THEN RETURN NEW; END IF; RETURN NULL; END
----
BEGIN new.x := tg_argv[0]; tg_op := 'x'; END
----
BEGIN RAISE NOTICE '%', tg_tag; END
----
BEGIN
  RAISE; RAISE NOTICE 'a % b %', 1, 'x'; RAISE EXCEPTION division_by_zero; RAISE SQLSTATE '22012';
  RAISE WARNING 'x' USING HINT = 'h', DETAIL = 'd', ERRCODE = '22012', COLUMN = 'c', CONSTRAINT = 'k', DATATYPE = 't', TABLE = 'u', SCHEMA = 's';
  RAISE unique_violation USING MESSAGE = 'm'; RAISE LOG 'x%%'; RAISE INFO 'i'; RAISE DEBUG 'd'; RAISE 'plain';
END
----
BEGIN RAISE NOTICE '% %', 1; END
----
BEGIN RAISE no_such_condition; END
----
BEGIN ASSERT true; ASSERT 1 = 2, 'message'; END
----
DECLARE a int; b text; r record; BEGIN
  INSERT INTO t VALUES (1); SELECT 1 INTO a; SELECT 1, 'x' INTO STRICT a, b; SELECT * INTO r FROM t; DELETE FROM t RETURNING x INTO r.y;
  UPDATE t SET x = a; CREATE TABLE u (i int); MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE; INSERT INTO t VALUES (2) RETURNING 1 INTO a;
END
----
DECLARE a int; r record; BEGIN
  EXECUTE 'SELECT 1'; EXECUTE 'SELECT 1' INTO a; EXECUTE 'SELECT $1' INTO STRICT r USING a, 2; EXECUTE 'SELECT $1' USING 1 INTO a;
  EXECUTE format('DROP TABLE %I', 'x');
END
----
DECLARE a int; b text; r record; BEGIN
  GET DIAGNOSTICS a = ROW_COUNT, a := PG_ROUTINE_OID, b = PG_CONTEXT; GET CURRENT DIAGNOSTICS r.x = ROW_COUNT;
  BEGIN NULL; EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS b = PG_EXCEPTION_CONTEXT, b = PG_EXCEPTION_DETAIL, b = PG_EXCEPTION_HINT, b = RETURNED_SQLSTATE, b = COLUMN_NAME,
      b = CONSTRAINT_NAME, b = PG_DATATYPE_NAME, b = MESSAGE_TEXT, b = TABLE_NAME, b = SCHEMA_NAME;
  END;
END
----
BEGIN GET STACKED DIAGNOSTICS x = ROW_COUNT; END
----
BEGIN PERFORM f(1); PERFORM 1 FROM t; CALL p(1, 2); CALL s.p(); DO $x$ BEGIN END $x$; END
----
BEGIN COMMIT; ROLLBACK; COMMIT AND CHAIN; ROLLBACK AND NO CHAIN; COMMIT AND NO CHAIN; END
----
BEGIN NULL; EXCEPTION WHEN unique_violation OR division_by_zero OR SQLSTATE '22012' THEN NULL; WHEN OTHERS THEN RAISE NOTICE '% %', SQLERRM, SQLSTATE; END
----
<<l>> BEGIN BEGIN PERFORM 1; EXCEPTION WHEN foreign_key_violation THEN RETURN; END; NULL; EXCEPTION WHEN data_exception THEN END l
----
BEGIN NULL; EXCEPTION WHEN no_such_thing THEN NULL; END
----
#variable_conflict use_column
DECLARE a int; BEGIN SELECT a FROM t; END
----
#print_strict_params on
BEGIN NULL; END
----
DECLARE a varchar(3); b numeric(10, 2); c "char"; d timestamp with time zone; e int[][]; f mood; g t%ROWTYPE; h bit varying(3); i interval day; j name[]; BEGIN END
----
DECLARE a app.kind; BEGIN END
----
DECLARE a mood[]; BEGIN END
----
DECLARE a t.c%TYPE; BEGIN END
----
DECLARE a int; b a%TYPE; c record; d c%TYPE; BEGIN END
----
DECLARE a anyelement; BEGIN END
----
DECLARE a int; a text; BEGIN END
----
DECLARE a CONSTANT int := 1; BEGIN a := 2; END
----
BEGIN a := 1; END
----
BEGIN SELECT $1 || $2; x := 1; f.a := 2; END
----
BEGIN SELECT 1 INTO; END
----
BEGIN SELCT 1; END
----
BEGIN PERFORM 1 FROM; END
----
BEGIN IF THEN NULL; END IF; END
----
BEGIN LOOP END
----
BEGIN EXIT; END
----
BEGIN EXIT nowhere; END
----
BEGIN RAISE NOTICE 'never closed; END
----
DECLARE a_name_that_is_longer_than_the_sixty_three_bytes_that_postgresql_keeps_of_it int; BEGIN END
----
DECLARE "Ünï"" code" text := 'ß'; BEGIN "Ünï"" code" := E'\\x<>\t'; -- comment
  /* another */ PERFORM "Ünï"" code";
END
