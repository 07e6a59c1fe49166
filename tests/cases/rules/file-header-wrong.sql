-- file: lockgate.toml
[files]
header = ["-- Migration {number}: {text}", "-- Purpose: {text}", "-- Created: {date}"]
-- file: 001_right.sql

-- Migration 001: The first
-- Purpose: all of it
--
-- Created: 2025-11-06
SELECT 1;
-- file: 002_none.sql
SELECT 1;
-- Migration 002: too late
-- file: 003_copied.sql
-- Migration 002: Copied
-- Purpose:
-- Created: 06.11.2025
SELECT 1;
-- file: 004_text.sql
-- Migration four: In words
-- Purpose: a number in words
-- Created: 2025-11-31
SELECT 1;
-- file: 005_allowed.sql
-- Migration 005: lacks a line
-- Purpose: shows an allowance
-- lockgate: allow(file-header-wrong) nobody knows when
SELECT 1;
