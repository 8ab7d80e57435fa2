@echo off
rem Starts Hookline. In the unpacked distribution it runs what lies beside it; in a source checkout it first builds the
rem distribution if that is missing. To build it anew after a change, delete runtime\target\hookline.
rem
rem Environment: JAVA_HOME (the JDK to use), HOOKLINE_OPTS (options for the JVM), MVN (the Maven to build with); for commands
rem of a running instance HOOKLINE_SERVER and HOOKLINE_TOKEN_FILE (an instance elsewhere).
rem An exclamation mark in an argument stays what it is. Paths in messages are quoted: a parenthesis in one would end a block.
setlocal EnableExtensions DisableDelayedExpansion

rem JAVA_HOME may have quotes of its own. Java from there has to be a file: without its folder Windows would answer with 3.
set "JAVA=java.exe"
if not defined JAVA_HOME goto command
set "JAVA=%JAVA_HOME:"=%\bin\java.exe"
if not exist "%JAVA%" (
  echo hookline: there is no "%JAVA%": correct JAVA_HOME 1>&2
  exit /b 1
)

:command
rem A command for a running instance: it is short, and never builds. Each start of Java counts, so that its version is not
rem looked at: an old one says so by itself.
set "CLIENT=yes"
for %%C in (run recover spool demo load torture archive completion help -h --help -V --version) do if "%~1"=="%%C" set "CLIENT="
if "%~1"=="audit" if "%~2"=="verify" set "CLIENT="
if "%~1"=="" set "CLIENT="
if defined CLIENT goto home

"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo hookline: Java is missing: install a JDK 17 or newer, or set JAVA_HOME 1>&2
  exit /b 1
)
"%JAVA%" --list-modules 2>nul | findstr /r /c:"^java\.base@1[7-9]" /c:"^java\.base@[2-9][0-9]" >nul
if errorlevel 1 (
  echo hookline: "%JAVA%" is too old; Hookline needs Java 17 or newer 1>&2
  exit /b 1
)

:home
set "HOOKLINE_HOME=%~dp0.."
if exist "%HOOKLINE_HOME%\lib\" goto run

set "ROOT=%~dp0..\.."
set "HOOKLINE_HOME=%ROOT%\runtime\target\hookline"
if exist "%HOOKLINE_HOME%\lib\" goto run
if not exist "%ROOT%\pom.xml" (
  echo hookline: neither a distribution nor a source checkout: "%~dp0.." 1>&2
  exit /b 1
)
if not defined MVN set "MVN=mvn"
if not exist "%ROOT%\runtime\target\" mkdir "%ROOT%\runtime\target"
set "LOG=%ROOT%\runtime\target\hookline-build.log"
echo hookline: building the distribution; the first time this takes a few minutes ^(log: "%LOG%"^) 1>&2
call "%MVN%" -B -f "%ROOT%\pom.xml" -pl runtime -am -DskipTests -Dspotless.check.skip package >"%LOG%" 2>&1
if errorlevel 1 (
  findstr /b /c:"[ERROR]" "%LOG%" 1>&2
  if exist "%HOOKLINE_HOME%" rmdir /s /q "%HOOKLINE_HOME%"
  echo hookline: the build failed; all of its output is in "%LOG%" 1>&2
  exit /b 1
)

:run
if defined CLIENT goto client
set "COLLECTOR=-XX:+UseSerialGC"
rem As "set" prints them: quotes and ampersands in the options are text there, and none is an error.
set HOOKLINE_OPTS 2>nul | findstr /b /r /c:"HOOKLINE_OPTS=.*-XX:+Use[A-Za-z0-9]*GC" >nul && set "COLLECTOR="
rem The optimising compiler takes a method after ten times as many calls as by default: what runs only while an instance
rem starts is not worth its time. What serves requests gets there within seconds of load.
set "COMPILER=-XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000"
set "COMPILER=%COMPILER% -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000"
rem What the report on removed plugins that are not unloaded looks into.
set "OPENS="
for %%P in (java.base/java.lang java.base/java.net java.base/java.security java.base/java.util java.base/java.util.concurrent java.sql/java.sql) do call set "OPENS=%%OPENS%% --add-opens=%%P=ALL-UNNAMED"
"%JAVA%" %COLLECTOR% %COMPILER% %OPENS% -Xms32m -Xmx256m -Xshare:auto -XX:-UsePerfData ^
  -Dio.netty.leakDetection.samplingInterval=8192 ^
  -Dfile.encoding=UTF-8 -Djava.awt.headless=true %HOOKLINE_OPTS% ^
  "-Dhookline.home=%HOOKLINE_HOME%" -cp "%HOOKLINE_HOME%\lib\*" io.hookline.runtime.Hookline %*
exit /b %errorlevel%

:client
rem Windows tells a program the size of its console only by a call: tables get the width that scripts get, without colours.
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx64m -XX:-UsePerfData -Dfile.encoding=UTF-8 ^
  -cp "%HOOKLINE_HOME%\lib\*" io.hookline.runtime.Hookline %*
set "STATUS=%errorlevel%"
rem What Windows answers for a program that is not there is none of the client's own statuses.
if "%STATUS%"=="9009" (
  echo hookline: Java is missing: install a JDK 17 or newer, or set JAVA_HOME 1>&2
  exit /b 1
)
exit /b %STATUS%
